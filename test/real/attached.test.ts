/** External servers behind a running office: what a program of the office meets when they fail. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import OpenAI, { APIError } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AttachedView } from '../../contract/attached.ts';
import { makeKey, runCommand, startOffice, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { startUpstream, type UpstreamProcess } from '../support/upstream-process.ts';
import { programMs, until } from '../support/until.ts';

const portugal = 'What is the capital of Portugal?';
const lisbon = 'The capital of Portugal is Lisbon.';
const ask = (content: string) => [{ role: 'user' as const, content }];
const secret = 'sk-upstream-secret';

let office: SharedOffice;
let client: OpenAI;

beforeAll(async () => {
  office = await startSharedOffice((dataDir) =>
    writeFileSync(
      path.join(dataDir, 'settings.json'),
      JSON.stringify({
        discovery: { enabled: false },
        attached: { firstByteSeconds: 1, idleSeconds: 1, pollSeconds: 0.5 },
      }),
    ),
  );
  await office.ready();
  const apiKey = await makeKey(office.dataDir);
  client = new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${office.running().port}/v1`, maxRetries: 0 });
});

afterAll(() => office.end());

const attached = async (): Promise<readonly AttachedView[]> => (await office.state()).attached;
const control = async (method: string, at: string, body?: unknown): Promise<Response> => {
  const { port, token } = office.running();
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`http://127.0.0.1:${port}/control/attached${at}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};

/** Attaches it by the window's API, and waits until it is ready. It is detached with the test. */
async function attach({ url }: UpstreamProcess, more: Partial<Record<string, unknown>> = {}): Promise<AttachedView> {
  const wish = { url, name: 'BIG-BOX', key: null, certificate: null, slots: 4, prefer: false, models: null, ...more };
  const view = AttachedView.parse(await (await control('POST', '', wish)).json());
  onTestFinished(async () => void (await control('DELETE', `/${view.id}`)));
  return until('the server is ready', async () =>
    (await attached()).find(({ id, state }) => id === view.id && state === 'ready'),
  );
}

const chat = (model: string, content = 'hello there') =>
  client.chat.completions.create({ model, temperature: 0, messages: ask(content) });

async function streamed(model: string, content: string): Promise<{ text: string; error: unknown }> {
  let text = '';
  try {
    const stream = await client.chat.completions.create({
      model,
      temperature: 0,
      stream: true,
      messages: ask(content),
    });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    return { text, error: null };
  } catch (error) {
    return { text, error };
  }
}

const codeOf = (error: unknown): string | null => (error instanceof APIError ? (error.code ?? null) : null);

describe.each(['vllm', 'ollama'] as const)('the official client, with a server like %s behind the office', (kind) => {
  it('finds its models beside the office’s own, and gets whole answers, streams and vectors', async () => {
    const upstream = await startUpstream(kind, { models: 'big,bge-small:embedding' });
    await attach(upstream);
    const names = (await Array.fromAsync(client.models.list())).map(({ id }) => id);
    expect(names).toEqual(['demo', 'big', 'bge-small']);
    const { data, response } = await client.chat.completions
      .create({ model: 'big', messages: ask('hello there') })
      .withResponse();
    expect(data).toMatchObject({
      model: 'big',
      choices: [{ message: { content: 'You said: hello there' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 2, completion_tokens: 4 },
    });
    expect(response.headers.get('x-aivailable-machine')).toBe('BIG-BOX');
    expect(await streamed('big', 'one two')).toEqual({ text: 'You said: one two', error: null });
    const vectors = await client.embeddings.create({ model: 'bge-small', input: ['one', 'two words'] });
    expect(vectors.data.map(({ embedding }) => Math.round(Math.hypot(...embedding)))).toEqual([1, 1]);
    expect(vectors.usage.prompt_tokens).toBe(3);
  });

  it.each([
    ['breaks the connection', { kind: 'drop' as const }],
    ['hangs', { kind: 'hang' as const }],
    ['sends nonsense', { kind: 'malformed' as const }],
    ['refuses for it is busy', { kind: 'busy' as const, retryAfter: 30 }],
  ])('sees nothing of it when the server %s before the first word', async (_what, fault) => {
    const upstream = await startUpstream(kind, { models: 'demo' });
    await attach(upstream, { prefer: true });
    await upstream.script({ fault });
    const { data, response } = await client.chat.completions
      .create({ model: 'demo', temperature: 0, messages: ask(portugal) })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe(lisbon);
    expect(response.headers.get('x-aivailable-machine')).not.toBe('BIG-BOX');
    expect(await upstream.seen()).toHaveLength(fault.kind === 'drop' || fault.kind === 'malformed' ? 1 : 0);
  });

  it('gets the rest from the real engine, once and whole, when the server is killed in the middle', async () => {
    const upstream = await startUpstream(kind, { models: 'demo' });
    await attach(upstream, { prefer: true });
    await upstream.script({ answer: lisbon, pieceMs: 150 });
    const stream = await client.chat.completions.create({
      model: 'demo',
      temperature: 0,
      stream: true,
      messages: ask(portugal),
    });
    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text.startsWith('The capital')) upstream.child.kill('SIGKILL');
    }
    expect(text).toBe(lisbon);
    const state = await until('it is missed', async () =>
      (await attached()).find(({ name, state: its }) => name === 'BIG-BOX' && its === 'unreachable'),
    );
    expect(state.problem?.action).toContain('Check that the server runs');
  });

  it('is told that the answer broke off, when only that server has the model', async () => {
    const upstream = await startUpstream(kind, { models: 'big' });
    await attach(upstream);
    for (const fault of ['drop', 'stall', 'malformed', 'error'] as const) {
      await upstream.script({ fault: { kind: fault, pieces: 2 } });
      const { text, error } = await streamed('big', 'one two three');
      expect([fault, text, codeOf(error)]).toEqual([fault, 'You said:', 'machine_lost']);
    }
  });

  it('waits through a storm of 503s', async () => {
    const upstream = await startUpstream(kind, { models: 'big' });
    await attach(upstream);
    await upstream.script({ fault: { kind: 'busy', times: 2 } });
    expect((await chat('big')).choices[0]?.message.content).toBe('You said: hello there');
  });
});

describe('the command line', () => {
  afterEach(async () => void (await runCommand(['detach', 'BOX', '--data', office.dataDir])));

  it('attaches a server with its key from the standard input, shows it without, and detaches it', async () => {
    const upstream = await startUpstream('vllm', { models: 'big', key: secret });
    const { port } = office.running();
    const data = ['--data', office.dataDir, '--json'];
    const looked = await runCommand(['attach', upstream.url, '--test', '--data', office.dataDir]);
    expect(looked.stdout).toContain('The server refuses the key (401).');
    const options = ['--name', 'BOX', '--slots', '2', '--model', 'big=mine', '--key-from-stdin'];
    const made = await runCommand(['attach', upstream.url, ...options, ...data], { input: `${secret}\n` });
    expect(JSON.parse(made.stdout)).toMatchObject({ name: 'BOX', state: 'checking' });
    await until('it is ready', async () => (await attached())[0]?.state === 'ready', programMs);
    expect((await chat('mine')).choices[0]?.message.content).toBe('You said: hello there');
    expect((await upstream.seen()).at(-1)?.headers['authorization']).toBe(`Bearer ${secret}`);
    const shown = await runCommand(['attached', ...data]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ attached: [{ name: 'BOX', hasKey: true, slots: 2 }] });
    const state = JSON.stringify(await office.state());
    const log = readFileSync(path.join(office.dataDir, 'logs', 'coordinator.log'), 'utf8');
    for (const seen of [made.stdout, shown.stdout, state, log, office.output()]) expect(seen).not.toContain(secret);
    expect(statSync(path.join(office.dataDir, 'ledger.sqlite')).mode & 0o077).toBe(0);
    expect((await runCommand(['detach', 'BOX', ...data])).code).toBe(0);
    expect(await attached()).toEqual([]);
    const own = await control('POST', '/test', { url: `http://127.0.0.1:${port}/v1`, key: null, certificate: null });
    expect(await own.json()).toMatchObject({ problem: { reason: 'The server is this office itself.' } });
  });
});

describe('another office as a server', () => {
  it('answers with its real engine, and is never asked for what it would have to ask for itself', async () => {
    const other = await startOffice();
    await other.ready();
    const key = await makeKey(other.dataDir);
    const at = `http://127.0.0.1:${other.running().port}/v1`;
    const server = await attach({ url: at } as UpstreamProcess, { key, models: [{ at: 'demo', name: 'their-demo' }] });
    expect(server).toMatchObject({ kind: 'aivailable', models: [{ name: 'their-demo', contextLength: 2048 }] });
    // The other one is attached to this one, too.
    const theirs = { port: office.running().port, key: await makeKey(office.dataDir, 'other office') };
    const wish = { url: `http://127.0.0.1:${theirs.port}/v1`, name: 'FIRST', key: theirs.key, certificate: null };
    await fetch(`http://127.0.0.1:${other.running().port}/control/attached`, {
      method: 'POST',
      headers: { authorization: `Bearer ${other.running().token}` },
      body: JSON.stringify({ ...wish, slots: 4, prefer: true, models: null }),
    });
    await until('they know each other', async () => (await other.state()).attached[0]?.state === 'ready');
    expect((await other.state()).attached[0]?.models.map(({ name }) => name)).toEqual(['demo']);
    const { data, response } = await client.chat.completions
      .create({ model: 'their-demo', temperature: 0, messages: ask(portugal) })
      .withResponse();
    expect(data.choices[0]?.message.content).toBe(lisbon);
    expect(response.headers.get('x-aivailable-machine')).toBe('BIG-BOX');
    expect(await streamed('their-demo', portugal)).toEqual({ text: lisbon, error: null });
  });
});
