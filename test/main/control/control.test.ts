import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AnswerFrame,
  Asked,
  Conversation,
  ConversationSummary,
  type Message,
  type OfficeState,
} from '../../../contract/control-api.ts';
import { systemClock } from '../../../main/base/clock.ts';
import { Listeners } from '../../../main/base/listeners.ts';
import { silentLog } from '../../../main/base/log.ts';
import { Control } from '../../../main/control/control.ts';
import { Sessions } from '../../../main/control/sessions.ts';
import { Front } from '../../../main/front/front.ts';
import { answeringOver } from '../../support/answering.ts';
import { MemoryConversations, MemorySessions } from '../../support/memory-stores.ts';
import { lost, MemoryFleet, textOf } from '../../support/memory-fleet.ts';
import { until } from '../../support/until.ts';

const noOffice: OfficeState = {
  office: { name: 'Test', version: '0', machineName: 'PC', startedAt: 0, addresses: [], serving: true },
  marginBytes: 0,
  machines: [],
  models: [],
  waiting: 0,
};

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

class TestOffice {
  waiting = 0;
  stopped = 0;
  readonly #changes = new Listeners();
  readonly state = (): OfficeState => ({ ...noOffice, waiting: this.waiting });
  readonly onChange = (listener: () => void): (() => void) => this.#changes.add(listener);
  readonly shutdown = (): void => void (this.stopped += 1);
  importModel(): Promise<never> {
    throw lost();
  }
  change(waiting: number): void {
    this.waiting = waiting;
    this.#changes.call();
  }
}

async function open() {
  const fleet = new MemoryFleet().model('demo').replica('a', { slots: 2 });
  const { answering } = answeringOver(fleet, { waitMs: 500 });
  const store = new MemoryConversations();
  const office = new TestOffice();
  const sessions = new Sessions(new MemorySessions(), systemClock, 'control-token');
  const pageRoot = mkdtempSync(path.join(tmpdir(), 'page-'));
  const pace = { everyMs: 20, heartbeatMs: 20 };
  const parts = {
    office,
    answering,
    conversations: store,
    sessions,
    clock: systemClock,
    log: silentLog(),
    pageRoot,
    pace,
  };
  const control = new Control(parts);
  const ownNames = () => ({ hostName: 'office-pc', addresses: [], extraNames: [] });
  const front = new Front({ gateway: control, control, ownNames });
  const port = await front.listen(0, '127.0.0.1');
  const call = (at: string, init: Init = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${at}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: 'Bearer control-token', ...init.headers },
    });
  const post = async (at: string, body: unknown = {}): Promise<unknown> =>
    (await call(at, { method: 'POST', body: JSON.stringify(body) })).json();
  const close = async (): Promise<void> => {
    await control.close();
    await front.close(0);
    rmSync(pageRoot, { recursive: true });
  };
  return { fleet, store, office, sessions, control, pageRoot, port, call, post, close };
}

let at: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  at = await open();
});
afterEach(() => at.close());

const newConversation = async (): Promise<ConversationSummary> =>
  ConversationSummary.parse(await at.post('/control/conversations'));
const ask = async (id: string, content: string | null, parentId: string | null = null): Promise<Asked> =>
  Asked.parse(await at.post(`/control/conversations/${id}/answers`, { model: 'demo', parentId, content }));
const read = async (id: string): Promise<Conversation> =>
  Conversation.parse(await (await at.call(`/control/conversations/${id}`)).json());

/** All frames of an answer, from its beginning to its end. */
const follow = async (answerId: string): Promise<AnswerFrame[]> =>
  framesOf(await at.call(`/control/answers/${answerId}`));

async function framesOf(response: Response): Promise<AnswerFrame[]> {
  const text = await response.text();
  const events = text.split('\n\n').filter((event) => event.startsWith('data: '));
  return events.map((event) => AnswerFrame.parse(JSON.parse(event.slice(6))));
}
const textIn = (frames: readonly AnswerFrame[]): string =>
  frames.map((frame) => (frame.type === 'text' ? frame.text : '')).join('');
const endOf = (frames: readonly AnswerFrame[]): Message => {
  const end = frames.at(-1);
  if (end?.type !== 'end') throw new Error('no end');
  return end.message;
};

describe('control', () => {
  it('shows nothing without a session, but the page’s own files', async () => {
    const bare = { headers: { authorization: '' } };
    for (const where of [
      '/control/state',
      '/control/events',
      '/control/conversations',
      '/control/answers/x',
      '/control/none',
    ]) {
      const response = await at.call(where, bare);
      expect(response.status, where).toBe(401);
      expect(await response.json()).toMatchObject({
        error: { code: 'no_session', action: expect.stringContaining('link') },
      });
    }
    writeFileSync(path.join(at.pageRoot, 'index.html'), '<!doctype html>page');
    expect(await (await at.call('/', bare)).text()).toContain('page');
  });

  it('signs a browser in by the launch link and takes the token out of the address', async () => {
    const link = new URL(at.sessions.launchLink(at.port));
    const response = await at.call(`/${link.search}`, { headers: { authorization: '' } });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await at.call('/control/state', { headers: { authorization: '', cookie } })).status).toBe(200);
    const wrong = await at.call('/?open=wrong', { headers: { authorization: '' } });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([303, null]);
  });

  it('serves the page: hashed files for ever, the index never from a cache', async () => {
    expect((await at.call('/')).status).toBe(503);
    mkdirSync(path.join(at.pageRoot, 'assets'));
    writeFileSync(path.join(at.pageRoot, 'index.html'), '<!doctype html>page');
    writeFileSync(path.join(at.pageRoot, 'assets', 'app-1a2b.js'), 'let x;');
    const index = await at.call('/');
    expect([index.status, index.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(index.headers.get('content-security-policy')).toContain("default-src 'self'");
    const asset = await at.call('/assets/app-1a2b.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    for (const where of ['/none', '/CONTROL/state', '/assets/none.js', '/..%2f..%2fetc/passwd', '/%', '/%00']) {
      const response = await at.call(where);
      expect(response.status, where).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('keeps conversations', async () => {
    const first = await newConversation();
    expect(first.title).toBe('New chat');
    const renamed = await at.call(`/control/conversations/${first.id}`, {
      method: 'PATCH',
      body: '{"title":" Plans "}',
    });
    expect(await renamed.json()).toEqual({ ...first, title: 'Plans' });
    expect(await (await at.call('/control/conversations')).json()).toEqual([{ ...first, title: 'Plans' }]);
    expect((await at.call(`/control/conversations/${first.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await at.call(`/control/conversations/${first.id}`)).status).toBe(404);
  });

  it('refuses bodies that are not what it takes, naming the field', async () => {
    const { id } = await newConversation();
    const cases: [string, unknown, string][] = [
      [`/control/conversations/${id}/answers`, { model: 'demo' }, 'parentId'],
      [`/control/conversations/${id}/answers`, { model: 'demo', parentId: 'none', content: 'x' }, 'parentId'],
      [`/control/conversations/${id}/answers`, { model: 'demo', parentId: null, content: null }, 'parentId'],
      ['/control/models/import', { path: '' }, 'path'],
    ];
    for (const [where, body, param] of cases)
      expect(await at.post(where, body)).toMatchObject({ error: { code: 'invalid_request', param } });
    const broken = await at.call('/control/conversations', { method: 'POST', body: '{' });
    expect(await broken.json()).toMatchObject({ error: { code: 'invalid_json' } });
    expect(
      await at.post('/control/conversations/none/answers', { model: 'demo', parentId: null, content: 'x' }),
    ).toMatchObject({ error: { code: 'not_found' } });
    expect((await at.call('/control/answers/none')).status).toBe(404);
  });

  it('answers a question, names the conversation after it, and keeps both', async () => {
    at.fleet.usually({ pauseAt: 1 });
    const { id } = await newConversation();
    const { question, answer } = await ask(id, 'What is this?\nTell me.');
    expect(answer).toMatchObject({ parentId: question.id, state: 'writing', model: 'demo' });
    const response = await at.call(`/control/answers/${answer.id}`);
    await until('the machine pauses', () => at.fleet.paused === 1);
    at.fleet.release();
    const frames = await framesOf(response);
    expect(frames[0]).toEqual({ type: 'placed', machine: 'A', gpu: 'GTX 1060' });
    expect(textIn(frames)).toBe(textOf(5));
    expect(endOf(frames)).toMatchObject({ state: 'done', content: textOf(5), machine: 'A', completionTokens: 5 });
    const kept = await read(id);
    expect(kept).toMatchObject({ title: 'What is this?', headId: answer.id });
    expect(kept.messages).toEqual([question, endOf(frames)]);
    expect(await follow(answer.id)).toEqual([
      { type: 'text', text: textOf(5) },
      { type: 'end', message: kept.messages[1] },
    ]);
  });

  it('gives the model the branch, and makes another try a sibling', async () => {
    const { id } = await newConversation();
    const first = await ask(id, 'One');
    await follow(first.answer.id);
    const second = await ask(id, 'Two', first.answer.id);
    await follow(second.answer.id);
    const again = await ask(id, null, second.question.id);
    await follow(again.answer.id);
    expect(again.question).toEqual(second.question);
    const prompts = at.fleet.calls.map(({ request }) => (request.input.kind === 'chat' ? request.input.messages : []));
    expect(prompts[1]).toEqual([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: textOf(5) },
      { role: 'user', content: 'Two' },
    ]);
    expect(prompts[2]).toEqual(prompts[1]);
    const { messages, headId } = await read(id);
    expect(messages).toHaveLength(5);
    expect(headId).toBe(again.answer.id);
  });

  it('tells a late listener everything from the beginning, and all the same end', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await newConversation();
    const { answer } = await ask(id, 'Hello');
    const early = follow(answer.id);
    await until('three words are written', () => at.fleet.paused === 1);
    const late = follow(answer.id);
    await until(
      'both follow, and the text is saved on the way',
      () => at.store.saves > 0 && at.store.findMessage(answer.id)?.content === textOf(3),
    );
    at.fleet.release();
    expect(textIn(await early)).toBe(textOf(5));
    expect(textIn(await late)).toBe(textOf(5));
    expect(endOf(await early)).toEqual(endOf(await late));
  });

  it('writes on when nobody listens any more', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    const leave = new AbortController();
    const response = await at.call(`/control/answers/${answer.id}`, { signal: leave.signal });
    leave.abort();
    await response.text().catch(() => undefined);
    at.fleet.release();
    await until('it is done', () => at.store.findMessage(answer.id)?.state === 'done');
    expect(at.store.findMessage(answer.id)?.content).toBe(textOf(5));
  });

  it('stops an answer and keeps its text', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    expect((await at.call(`/control/answers/${answer.id}/stop`, { method: 'POST' })).status).toBe(204);
    expect(endOf(await follow(answer.id))).toMatchObject({ state: 'stopped', content: textOf(3), problem: null });
    expect(at.fleet.calls[0]?.signal.aborted).toBe(true);
    expect((await at.call(`/control/answers/${answer.id}/stop`, { method: 'POST' })).status).toBe(204);
  });

  it('keeps an answer that failed, with the reason', async () => {
    at.fleet.refuseModel('demo', { reason: 'Needs 6.1 GB.', effect: 'It is off.', action: 'Free memory.' });
    at.fleet.setState('a', 'gone');
    const { id } = await newConversation();
    const { answer } = await ask(id, 'Hello');
    const problem = {
      code: 'model_not_placed',
      message: 'Needs 6.1 GB.',
      effect: 'It is off.',
      action: 'Free memory.',
    };
    expect(endOf(await follow(answer.id))).toMatchObject({ state: 'failed', content: '', problem });
  });

  it('cuts answers off when it closes, keeping what is written', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await newConversation();
    const { answer } = await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    await at.control.close();
    expect(at.store.findMessage(answer.id)).toMatchObject({ state: 'cut', content: textOf(3) });
  });

  it('ends the answer of a conversation that is removed', async () => {
    at.fleet.usually({ pauseAt: 3 });
    const { id } = await newConversation();
    await ask(id, 'Hello');
    await until('the machine pauses', () => at.fleet.paused === 1);
    await at.call(`/control/conversations/${id}`, { method: 'DELETE' });
    await until('the machine is free', () => at.fleet.running('a') === 0);
    expect(at.fleet.calls[0]?.signal.aborted).toBe(true);
  });

  it('tells the state at once, then changes together, and that it is alive', async () => {
    const leave = new AbortController();
    const response = await at.call('/control/events', { signal: leave.signal });
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const readTo = async (what: RegExp): Promise<void> => {
      while (!what.test(seen)) seen += (await reader.read()).value ?? '';
    };
    await readTo(/event: state\ndata: .*"waiting":0.*\n\n/);
    for (let waiting = 1; waiting <= 100; waiting += 1) at.office.change(waiting);
    await readTo(/"waiting":100/);
    expect(seen.match(/event: state/g)?.length).toBeLessThanOrEqual(3);
    await newConversation();
    await readTo(/event: conversations\ndata: \{\}\n\n/);
    await readTo(/: alive\n\n/);
    leave.abort();
  });

  it('shuts down when the command line says so, after it has answered', async () => {
    expect((await at.call('/control/shutdown', { method: 'POST' })).status).toBe(202);
    await until('it shuts down', () => at.office.stopped > 0);
    expect(at.office.stopped).toBe(1);
  });

  it('passes on what an import says', async () => {
    expect(await at.post('/control/models/import', { path: '/x.gguf' })).toMatchObject({
      error: { code: 'machine_lost' },
    });
  });
});
