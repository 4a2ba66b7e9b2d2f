/** The official client against a running office: what a program of the office meets. */
import { copyFileSync, truncateSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplicaView } from '../../contract/control-api.ts';
import { makeKey, runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const model = 'demo';
const ask = (content: string) => [{ role: 'user' as const, content }];

let office: SharedOffice;
let key: string;
let client: OpenAI;

beforeAll(async () => {
  office = await startSharedOffice();
  key = await makeKey(office.dataDir);
  await office.ready();
  client = new OpenAI({ apiKey: key, baseURL: `http://127.0.0.1:${office.running().port}/v1`, maxRetries: 0 });
});

afterAll(() => office.end());

async function replica(): Promise<ReplicaView> {
  const [machine] = (await office.state()).machines;
  return machine?.replicas[0] as ReplicaView;
}

describe('the official openai client', () => {
  it('lists the models that answer', async () => {
    const models = await Array.fromAsync(client.models.list());
    expect(models).toMatchObject([{ id: model, object: 'model', context_length: 2048 }]);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model });
  });

  it('may ask for a model by another name, once an admin gave it one', async () => {
    const alias = (...args: string[]) => runCommand(['model', 'alias', ...args, '--data', office.dataDir, '--json']);
    expect((await alias('gpt-4o-mini', model)).code).toBe(0);
    const asked = { model: 'gpt-4o-mini', temperature: 0, messages: ask('what is 7 plus 5?') };
    expect(await client.chat.completions.create(asked)).toMatchObject({
      model,
      choices: [{ message: { content: '7 plus 5 is 12.' } }],
    });
    expect((await Array.fromAsync(client.models.list())).map(({ id }) => id)).toEqual([model, 'gpt-4o-mini']);
    expect((await alias(model, model)).code).toBe(1);
    expect((await alias('gpt-4o-mini', '--remove')).code).toBe(0);
    expect(JSON.parse((await alias()).stdout)).toEqual({ aliases: [] });
  });

  it('gets a whole answer with its usage', async () => {
    const answer = await client.chat.completions.create({ model, temperature: 0, messages: ask('what is 7 plus 5?') });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: '7 plus 5 is 12.' },
    });
    expect(answer.usage?.total_tokens).toBe(
      (answer.usage?.prompt_tokens ?? 0) + (answer.usage?.completion_tokens ?? 0),
    );
  });

  it('gets the same text as a stream, with usage at its end', async () => {
    const stream = await client.chat.completions.create({
      model,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      messages: ask('What is the capital of Portugal?'),
    });
    const chunks = await Array.fromAsync(stream);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      'The capital of Portugal is Lisbon.',
    );
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(5);
  });

  it('gets the same words for the same seed, and others for another one', async () => {
    const say = async (seed: number) => {
      const messages = ask('blue wind, seven stairs?');
      const answer = await client.chat.completions.create({ model, temperature: 2, seed, max_tokens: 40, messages });
      return answer.choices[0]?.message.content;
    };
    expect(await say(7)).toBe(await say(7));
    expect(new Set(await Promise.all([1, 2, 3, 4, 5, 6].map(say))).size).toBeGreaterThan(1);
  });

  it('gets several answers at once, the first as it would be alone, each again by its own seed', async () => {
    const asked = { model, temperature: 2, max_tokens: 20, messages: ask('tell me a story') };
    const { choices, usage } = await client.chat.completions.create({ ...asked, seed: 5, n: 3 });
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    for (const { index, message } of choices) {
      const alone = await client.chat.completions.create({ ...asked, seed: 5 + index });
      expect(message.content).toBe(alone.choices[0]?.message.content);
      expect(usage?.prompt_tokens).toBe(alone.usage?.prompt_tokens);
    }
    expect(usage?.completion_tokens).toBe(60);
    const texts = ['', '', ''];
    for await (const chunk of await client.chat.completions.create({ ...asked, seed: 5, n: 3, stream: true })) {
      for (const { index, delta } of chunk.choices) texts[index] += delta.content ?? '';
    }
    expect(texts).toEqual(choices.map(({ message }) => message.content));
  });

  it('gets the scores of tokens from all three of OpenAI’s ways to ask', async () => {
    const question = 'What is the capital of Portugal?';
    const answer = 'The capital of Portugal is Lisbon.';
    const chat = await client.chat.completions.create({
      model,
      temperature: 0,
      messages: ask(question),
      logprobs: true,
      top_logprobs: 2,
    });
    const scores = chat.choices[0]?.logprobs?.content ?? [];
    expect(scores.map(({ token }) => token).join('')).toBe(answer);
    expect(Buffer.from(scores.flatMap(({ bytes }) => bytes ?? [])).toString()).toBe(answer);
    for (const { logprob, top_logprobs: top } of scores) {
      expect(top[0]?.logprob).toBe(logprob);
      expect(top.reduce((sum, one) => sum + Math.exp(one.logprob), 0)).toBeLessThan(1.0001);
    }
    const response = await client.responses.create({
      model,
      temperature: 0,
      input: question,
      include: ['message.output_text.logprobs'],
      top_logprobs: 2,
    });
    const part = response.output.flatMap((item) => (item.type === 'message' ? item.content : []))[0];
    expect(part?.type === 'output_text' && part.logprobs).toEqual(scores);
    const text = await client.completions.create({ model, temperature: 0, prompt: 'An office', logprobs: 1 });
    expect(text.choices[0]?.logprobs?.tokens?.join('')).toBe(text.choices[0]?.text);
    expect(text.choices[0]?.logprobs?.token_logprobs).toHaveLength(text.usage?.completion_tokens ?? 0);
  });

  it('holds back what was said, and what it must not say', async () => {
    const say = async (more: object) => {
      const asked = { model, temperature: 2, seed: 3, max_tokens: 60, messages: ask('tell me a story'), ...more };
      return (await client.chat.completions.create(asked)).choices[0]?.message.content;
    };
    const usual = await say({});
    expect(await say({ frequency_penalty: 2 })).not.toBe(usual);
    expect(await say({ presence_penalty: 2 })).not.toBe(usual);
    expect(await say({ frequency_penalty: 0, presence_penalty: 0, logit_bias: {} })).toBe(usual);
    await expect(say({ logit_bias: { 9999999: 1 } })).rejects.toMatchObject({ status: 400, param: 'logit_bias' });
  });

  it('stops at max_tokens and at stop strings', async () => {
    const short = await client.chat.completions.create({
      model,
      temperature: 0,
      max_tokens: 3,
      messages: ask('tell me a story'),
    });
    expect(short).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 3 } });
    const stopped = await client.chat.completions.create({
      model,
      temperature: 0,
      stop: [' is'],
      messages: ask('What is the capital of Portugal?'),
    });
    expect(stopped.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: 'The capital of Portugal' },
    });
  });

  it('gets JSON of the schema that it asks for', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string', enum: ['Lisbon', 'Porto'] }, sure: { type: 'boolean' } },
      required: ['city', 'sure'],
      additionalProperties: false,
    };
    const answer = await client.chat.completions.create({
      model,
      temperature: 0,
      messages: ask('What is the capital of Portugal?'),
      response_format: { type: 'json_schema', json_schema: { name: 'capital', strict: true, schema } },
    });
    const value = JSON.parse(answer.choices[0]?.message.content ?? '') as { city: string; sure: boolean };
    expect(['Lisbon', 'Porto']).toContain(value.city);
    expect(typeof value.sure).toBe('boolean');
  });

  it('gets whole numbers where the schema says integer', async () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' }, x: { type: 'number' } },
      required: ['n', 'x'],
      additionalProperties: false,
    };
    const values = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => {
        const answer = await client.chat.completions.create({
          model,
          seed,
          temperature: 2,
          messages: ask('what is 7 plus 5?'),
          response_format: { type: 'json_schema', json_schema: { name: 'sum', strict: true, schema } },
        });
        return JSON.parse(answer.choices[0]?.message.content ?? '') as { n: number; x: number };
      }),
    );
    expect(values.filter(({ n, x }) => !Number.isInteger(n) || !Number.isFinite(x))).toEqual([]);
  });

  it('goes on with a text, whole and streamed', async () => {
    const asked = { model, temperature: 0, max_tokens: 12, prompt: 'The capital of Portugal is' };
    const whole = await client.completions.create(asked);
    expect(whole.choices[0]?.text).not.toBe('');
    expect(whole.usage?.completion_tokens).toBeGreaterThan(0);
    const pieces = await Array.fromAsync(await client.completions.create({ ...asked, stream: true }));
    expect(pieces.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe(whole.choices[0]?.text);
    expect(pieces.at(-1)?.choices[0]?.finish_reason).toBe(whole.choices[0]?.finish_reason);
  });

  it('gets a response, whole and streamed', async () => {
    const asked = { model, temperature: 0, input: 'What is the capital of Portugal?' };
    expect(await client.responses.create(asked)).toMatchObject({
      status: 'completed',
      output_text: 'The capital of Portugal is Lisbon.',
    });
    const last = (await Array.fromAsync(await client.responses.create({ ...asked, stream: true }))).at(-1);
    expect(last).toMatchObject({ type: 'response.completed', response: { output: [{ type: 'message' }] } });
  });

  it('serves several askers at once, each its own answer', async () => {
    const sums = [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [9, 1],
      [2, 2],
    ] as const;
    const answers = await Promise.all(
      sums.map(([a, b]) =>
        client.chat.completions.create({ model, temperature: 0, messages: ask(`what is ${a} plus ${b}?`) }),
      ),
    );
    expect(answers.map((answer) => answer.choices[0]?.message.content)).toEqual(
      sums.map(([a, b]) => `${a} plus ${b} is ${a + b}.`),
    );
  });

  it('stops the runner when it goes in mid-stream', async () => {
    // So long that the small model is not done with it before the client is gone.
    const schema = { type: 'array', items: { type: 'boolean' }, minItems: 40, maxItems: 40 };
    const story = {
      model,
      temperature: 0,
      messages: ask('tell me a story'),
      response_format: { type: 'json_schema', json_schema: { name: 'long', schema } },
    } as const;
    // A quiet agent reports every 2 s: the count is right when it stood still for longer.
    const settledCount = () => {
      let last = { count: -1, since: Date.now() };
      return until(
        'the count stands still',
        async () => {
          const { slotsBusy, tokensGenerated } = await replica();
          if (slotsBusy > 0 || tokensGenerated !== last.count) last = { count: tokensGenerated, since: Date.now() };
          return Date.now() - last.since > 2_500 && last.count;
        },
        programMs,
      );
    };
    const whole = async () => (await client.chat.completions.create(story)).usage?.completion_tokens ?? 0;
    const length = await whole();
    expect(length).toBeGreaterThan(50);
    const before = await settledCount();

    for await (const chunk of await client.chat.completions.create({ ...story, stream: true })) {
      if (chunk.choices[0]?.delta.content) break;
    }
    // A whole story now: a runner that had gone on would have written two.
    await whole();
    const written = (await settledCount()) - before;
    expect(written).toBeGreaterThan(length);
    expect(written).toBeLessThan(2 * length);
  });

  it.each([
    ['a wrong key', { key: 'aiv-wrong' }, 401, 'invalid_key'],
    ['no key', { key: '' }, 401, 'missing_key'],
    ['an unknown model', { body: { model: 'gpt-7' } }, 404, 'model_not_found'],
    ['a context that is too small', { body: { max_tokens: 2048 } }, 400, 'context_length_exceeded'],
    ['an absurd max_tokens', { body: { max_tokens: 9e15 } }, 400, 'context_length_exceeded'],
    ['a prompt that is too long', { body: { messages: ask('word '.repeat(4000)) } }, 400, 'context_length_exceeded'],
    ['wrong types', { body: { temperature: 'hot' } }, 400, 'invalid_request'],
    ['no messages', { body: { messages: [] } }, 400, 'invalid_request'],
    ['sound', { body: { audio: { voice: 'a', format: 'wav' } } }, 400, 'unsupported_parameter'],
    ['broken JSON', { raw: '{"model": ' }, 400, 'invalid_json'],
    ['an unknown route', { path: '/v1/images', raw: '{}' }, 404, 'not_found'],
  ] as const)('is told what is wrong with %s', async (_what, wrong, status, code) => {
    const {
      body = {},
      raw,
      path: route = '/v1/chat/completions',
      key: shown = key,
    } = wrong as { body?: object; raw?: string; path?: string; key?: string };
    const answer = await fetch(`http://127.0.0.1:${office.running().port}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(shown === '' ? {} : { authorization: `Bearer ${shown}` }) },
      body: raw ?? JSON.stringify({ model, messages: ask('hello'), ...body }),
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      error: {
        message: expect.stringMatching(/\w+ \w+/),
        type: expect.any(String),
        param: expect.toSatisfy((value) => value === null || typeof value === 'string'),
        code,
      },
    });
  });

  it('is not troubled by fields that OpenAI will add one day', async () => {
    const future = {
      model,
      temperature: 0,
      messages: ask('what is 1 plus 1?'),
      telepathy: { strength: 11 },
      store: false,
      user: 'me',
    };
    const answer = await client.chat.completions.create(future as never);
    expect((answer as OpenAI.ChatCompletion).choices[0]?.message.content).toBe('1 plus 1 is 2.');
  });

  it('may send 50 MB and is refused before they are read', async () => {
    const { port } = office.running();
    const { status, sent } = await sendBytes(port, key, 50 * 1024 * 1024);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(40 * 1024 * 1024);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model });
  });

  it('never meets a model whose file is damaged: the import says what is wrong', async () => {
    const file = path.join(tempDir(), 'cut.gguf');
    copyFileSync('assets/demo-model/aivailable-demo-q8_0.gguf', file);
    truncateSync(file, 1_000_000);
    const { code, stdout } = await runCommand(['model', 'import', file, '--data', office.dataDir, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'model_file_invalid', message: expect.stringContaining('cut off') },
    });
    expect((await Array.fromAsync(client.models.list())).map(({ id }) => id)).toEqual([model]);
  });
});

/** Sends a body in pieces until the server answers. */
function sendBytes(port: number, token: string, total: number): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    };
    const call = request({ port, host: '127.0.0.1', path: '/v1/chat/completions', method: 'POST', headers });
    const piece = Buffer.alloc(64 * 1024, 'x');
    const state = { sent: 0, answered: false };
    const more = (): void => {
      while (!state.answered && state.sent < total) {
        state.sent += piece.length;
        if (!call.write(piece)) return void call.once('drain', more);
      }
      call.end();
    };
    call.once('response', (response) => {
      state.answered = true;
      response.resume();
      resolve({ status: response.statusCode ?? 0, sent: state.sent });
    });
    call.on('error', (error) => (state.answered ? undefined : reject(error)));
    more();
  });
}
