import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import OpenAI, { AuthenticationError, NotFoundError, RateLimitError } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { goodKey, serveGateway, type GatewayServer, type ServerLimits } from '../../support/gateway/gateway-server.ts';
import { MemoryFleet, textOf } from '../../support/gateway/memory-fleet.ts';
import { until } from '../../support/until.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(fleet: MemoryFleet, limits?: ServerLimits): Promise<GatewayServer> {
  server = await serveGateway(fleet, limits);
  return server;
}

const client = ({ url }: GatewayServer, apiKey = goodKey): OpenAI =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0, timeout: 30_000 });
/** One call that shows the trailers too. */
async function postRaw(port: number, body: unknown) {
  const asked = request({
    port,
    host: '127.0.0.1',
    path: '/v1/chat/completions',
    method: 'POST',
    headers: { authorization: `Bearer ${goodKey}` },
  });
  asked.end(JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { body: await readAll(response), headers: response.headers, trailers: response.trailers };
}
const demo = (): MemoryFleet => new MemoryFleet().model('demo').replica('a', { slots: 4 });
const hello = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello' }] };
const badRequest = problem('context_length_exceeded', 'The prompt has 2,100 tokens.');

describe('the gateway, to the official client', () => {
  it('answers with a response, whole and as the client puts its stream together', async () => {
    const openai = client(await start(demo()));
    const whole = await openai.responses.create({ model: 'demo', input: 'Hello' });
    expect(whole).toMatchObject({ status: 'completed', output_text: textOf(5), usage: { total_tokens: 6 } });
    const stream = openai.responses.stream({ model: 'demo', input: 'Hello' });
    const deltas: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    expect(await stream.finalResponse()).toMatchObject({ status: 'completed', output_text: textOf(5) });
    expect(deltas).toHaveLength(5);
  });

  it('throws when a streamed response breaks off', async () => {
    const fleet = demo().usually({ breakAt: 2, breakWith: new ProblemError(badRequest) });
    const stream = await client(await start(fleet)).responses.create({ model: 'demo', input: 'Hello', stream: true });
    await expect(Array.fromAsync(stream)).rejects.toThrow('The prompt has 2,100 tokens.');
  });

  it('answers under another name of a model, and says which one it is', async () => {
    const openai = client(await start(demo(), { aliases: [{ name: 'gpt-4o-mini', model: 'demo' }] }));
    expect(await openai.chat.completions.create({ ...hello, model: 'gpt-4o-mini' })).toMatchObject({ model: 'demo' });
    const stream = await openai.chat.completions.create({ ...hello, model: 'gpt-4o-mini', stream: true });
    expect((await Array.fromAsync(stream)).map(({ model }) => model)).toContain('demo');
    expect(await openai.models.retrieve('gpt-4o-mini')).toMatchObject({ id: 'gpt-4o-mini', alias_of: 'demo' });
  });

  it('lists each model with its context and what it can do', async () => {
    const models = client(await start(demo().model('vectors', { kind: 'embedding' }))).models;
    expect((await models.list()).data).toMatchObject([
      { id: 'demo', context_length: 2048, capabilities: ['chat', 'completion', 'structured_output', 'tools'] },
      { id: 'vectors', capabilities: ['embedding'] },
    ]);
  });

  it('answers in one piece', async () => {
    const { data, response } = await client(await start(demo()))
      .chat.completions.create(hello)
      .withResponse();
    expect(data.choices[0]?.message.content).toBe(textOf(5));
    expect(data.choices[0]?.finish_reason).toBe('stop');
    expect(data.usage).toEqual({ prompt_tokens: 1, completion_tokens: 5, total_tokens: 6 });
    expect(response.headers.get('x-aivailable-machine')).toBe('A');
    expect(response.headers.get('x-request-id')).toMatch(/^req-/);
  });

  it('tells scores, also of an answer that goes on elsewhere', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, {}, {}, { breakAt: 3 }).replica('b');
    const openai = client(await start(fleet));
    const asked = { ...hello, logprobs: true, top_logprobs: 2 };
    const whole = await openai.chat.completions.create(asked);
    const scores = whole.choices[0]?.logprobs?.content;
    expect(scores?.map(({ token, logprob }) => [token, logprob])).toEqual(
      [0, -1, -2, -3, -4].map((logprob, at) => [`w${at} `, logprob]),
    );
    for (const more of [{}, { seed: 1 }]) {
      const stream = await openai.chat.completions.create({ ...asked, ...more, stream: true });
      const streamed = (await Array.fromAsync(stream)).flatMap(({ choices }) => choices[0]?.logprobs?.content ?? []);
      expect(streamed).toEqual(scores);
    }
    expect(fleet.calls).toHaveLength(4);
  });

  it('shows a key the models that it may use, and refuses the others by name', async () => {
    const fleet = demo().model('secret').replica('b', { model: 'secret' });
    const { call, post } = await start(fleet, { key: { models: ['demo'] } });
    const listed = (await (await call('/v1/models')).json()) as { data: { id: string }[] };
    expect(listed.data.map(({ id }) => id)).toEqual(['demo']);
    expect((await call('/v1/models/secret')).status).toBe(404);
    const refused = await post({ ...hello, model: 'secret' });
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'model_not_allowed' } }]);
  });

  it('lets a key use a model by its other names, and hides those of models that it may not use', async () => {
    const fleet = demo().model('secret').replica('b', { model: 'secret' });
    const aliases = [
      { name: 'default', model: 'demo' },
      { name: 'best', model: 'secret' },
    ];
    const { call, post } = await start(fleet, { key: { models: ['demo'] }, aliases });
    for (const path of ['/v1/models', '/api/tags']) {
      const listed = await (await call(path)).text();
      expect([listed.includes('default'), listed.includes('best')], path).toEqual([true, false]);
    }
    expect((await post({ ...hello, model: 'default' })).status).toBe(200);
    expect((await post({ ...hello, model: 'best' })).status).toBe(403);
  });

  it('refuses a key over its limits with 429, and says when to try again', async () => {
    const { post } = await start(demo(), { key: { requestsPerMinute: 2, tokensPerDay: 6 } });
    expect((await post(hello)).status).toBe(200);
    const spent = await post(hello);
    expect([spent.status, await spent.json()]).toMatchObject([429, { error: { code: 'tokens_used_up' } }]);
    const often = await post(hello);
    expect(Number(often.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([often.status, await often.json()]).toMatchObject([429, { error: { code: 'too_many_requests' } }]);
  });

  it('refuses a key that has expired', async () => {
    const { post } = await start(demo(), { key: { expiresAt: 1_000 } });
    const refused = await post(hello);
    expect([refused.status, await refused.json()]).toMatchObject([401, { error: { code: 'key_expired' } }]);
  });

  it('streams, with usage last when it is asked for', async () => {
    const openai = client(await start(demo()));
    const stream = await openai.chat.completions.create({
      ...hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(textOf(5));
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 6 } });
  });

  it('streams on, word for word, when the machine is lost in the middle', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { breakAt: 3 }).replica('b');
    const stream = await client(await start(fleet)).chat.completions.create({ ...hello, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe(textOf(5));
    expect(fleet.calls).toHaveLength(2);
  });

  it('hands a JSON schema to the engine', async () => {
    const fleet = demo();
    const schema = {
      type: 'object',
      properties: { a: { type: ['string', 'null'] } },
      required: ['a'],
      additionalProperties: false,
    };
    await client(await start(fleet)).chat.completions.create({
      ...hello,
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
    });
    expect(fleet.calls[0]?.request.grammar).toEqual({
      kind: 'json_schema',
      schema: { type: 'object', properties: { a: { oneOf: [{ type: 'string' }, { type: 'null' }] } } },
    });
  });

  it('stops the machine at once when the client leaves', async () => {
    for (const stream of [true, false]) {
      const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 2 });
      const { close, ...rest } = await serveGateway(fleet);
      const leave = new AbortController();
      const asked = client({ close, ...rest }).chat.completions.create({ ...hello, stream }, { signal: leave.signal });
      const answer = (async () => {
        const response = await asked;
        if (Symbol.asyncIterator in response) for await (const _chunk of response);
      })();
      await until('the machine writes', () => fleet.running('a') === 1);
      leave.abort();
      await answer.catch(() => undefined);
      await until('the machine has stopped', () => fleet.calls[0]?.signal.aborted === true && fleet.running('a') === 0);
      await until('the use is noted', () => rest.usage.length === 1);
      expect(rest.usage[0]).toMatchObject({ completionTokens: 2 });
      await close();
    }
  });

  it('refuses a wrong key, and one that was just revoked', async () => {
    const running = await start(demo());
    await expect(client(running, 'wrong').models.list()).rejects.toBeInstanceOf(AuthenticationError);
    await client(running).models.list();
    running.revoke();
    await expect(client(running).chat.completions.create(hello)).rejects.toMatchObject({
      status: 401,
      code: 'invalid_key',
    });
  });

  it('refuses an unknown model and names those there are', async () => {
    const asked = client(await start(demo())).chat.completions.create({ ...hello, model: 'gpt-4' });
    await expect(asked).rejects.toBeInstanceOf(NotFoundError);
    await expect(asked).rejects.toMatchObject({
      code: 'model_not_found',
      param: 'model',
      message: expect.stringContaining('"demo"'),
    });
  });

  it('refuses what it cannot do, by name', async () => {
    const openai = client(await start(demo()));
    const modalities = ['text', 'audio'] as ('text' | 'audio')[];
    await expect(openai.chat.completions.create({ ...hello, modalities })).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_parameter',
      param: 'modalities',
    });
    const tools = [{ type: 'custom' as const, custom: { name: 'f' } }];
    await expect(openai.chat.completions.create({ ...hello, tools })).rejects.toMatchObject({ param: 'tools.0.type' });
  });

  it('answers a refusal of the engine with its status, streamed or not', async () => {
    for (const stream of [true, false]) {
      const fleet = demo().usually({ refuse: new ProblemError(badRequest) });
      const running = await serveGateway(fleet);
      const asked = client(running).chat.completions.create({ ...hello, stream });
      await expect(asked).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
      await running.close();
    }
  });

  it('raises an error that comes after the first text in the stream', async () => {
    const fleet = demo().usually({ breakAt: 2, breakWith: new ProblemError(badRequest) });
    const stream = await client(await start(fleet)).chat.completions.create({ ...hello, stream: true });
    let text = '';
    const reading = (async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    })();
    await expect(reading).rejects.toMatchObject({ code: 'context_length_exceeded' });
    expect(text).toBe(textOf(2));
  });

  it('says when to come back when it is overloaded', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 0 });
    const running = await start(fleet, { queue: { total: 1, perCaller: 1 } });
    const openai = client(running);
    const both = [openai.chat.completions.create(hello), openai.chat.completions.create(hello)];
    await until('one runs and one waits', () => running.slots.waiting === 1);
    const third = openai.chat.completions.create(hello);
    await expect(third).rejects.toBeInstanceOf(RateLimitError);
    const refused = await running.post(hello);
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    fleet.release();
    for (const answer of await Promise.all(both)) expect(answer.choices[0]?.message.content).toBe(textOf(5));
  });

  it('lists models and shows one, also with a slash in its name', async () => {
    const openai = client(await start(demo().model('org/model')));
    const { data } = await openai.models.list();
    expect(data.map(({ id }) => id)).toEqual(['demo', 'org/model']);
    expect(await openai.models.retrieve('org/model')).toMatchObject({
      id: 'org/model',
      object: 'model',
      context_length: 2048,
    });
    await expect(openai.models.retrieve('none')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('the gateway, on the wire', () => {
  it('asks for a key when there is none, and says how', async () => {
    const response = await fetch(`${(await start(demo())).url}/v1/models`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ error: { code: 'missing_key', type: 'authentication_error' } });
  });

  it('names the routes there are, and the methods of one', async () => {
    const { call } = await start(demo());
    const unknown = await call('/v1/images', { method: 'POST', body: '{}' });
    expect(unknown.status).toBe(404);
    expect(JSON.stringify(await unknown.json())).toContain('POST /v1/chat/completions');
    const wrong = await call('/v1/chat/completions');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await call('/v1/models/%zz')).status).toBe(404);
  });

  it('tells of a move in a comment and a trailer, never in the text', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', { machineName: 'BÜRO-1' }, { breakAt: 3 }).replica('b');
    const { port } = await start(fleet);
    const { body, trailers, headers } = await postRaw(port, { ...hello, stream: true });
    expect(headers).toMatchObject({ 'x-aivailable-machine': 'B?RO-1', trailer: 'x-aivailable-moved-from' });
    expect(body).toContain('"w2 "');
    expect(body.split('\n\n').filter((event) => event.startsWith(':'))).toEqual([
      ': aivailable moved from B?RO-1 to B after token 3',
    ]);
    expect(body.indexOf('"w2 "')).toBeLessThan(body.indexOf(': aivailable moved'));
    expect(body.indexOf(': aivailable moved')).toBeLessThan(body.indexOf('"w3 "'));
    expect(trailers).toEqual({ 'x-aivailable-moved-from': 'B?RO-1' });
  });

  it('tells of a move in a header when the answer comes in one piece', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { breakAt: 3 }).replica('b');
    const response = await (await start(fleet)).post(hello);
    expect(response.headers.get('x-aivailable-machine')).toBe('B');
    expect(response.headers.get('x-aivailable-moved-from')).toBe('A');
  });

  it('tells broken JSON and wrong types apart', async () => {
    const { post } = await start(demo());
    expect(await (await post('{"model":')).json()).toMatchObject({ error: { code: 'invalid_json', param: null } });
    expect(await (await post('')).json()).toMatchObject({ error: { code: 'invalid_json' } });
    const wrong = await post({ ...hello, messages: [{ role: 'user', content: 5 }] });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { code: 'invalid_request', param: 'messages.0.content' } });
  });

  it('ends an interrupted stream with the error and without [DONE]', async () => {
    const fleet = demo().usually({ breakAt: 2, breakWith: new ProblemError(badRequest) });
    const body = await (await (await start(fleet)).post({ ...hello, stream: true })).text();
    expect(body).toContain('data: {"error":{"message":"The prompt has 2,100 tokens.');
    expect(body).not.toContain('[DONE]');
  });

  it('shows a waiting client its place, and answers it in the end', async () => {
    const fleet = new MemoryFleet().model('demo').replica('a', {}, { pauseAt: 0 });
    const running = await start(fleet, { chat: { holdHeadMs: 10, keepAliveMs: 10 } });
    const first = running.post(hello);
    await until('the first runs', () => fleet.running('a') === 1);
    const response = await running.post({ ...hello, stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.has('x-aivailable-machine')).toBe(false);
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    while (!/(: waiting, place 1, about 5 s\n\n[^]*){2}/.test(seen)) seen += (await reader.read()).value ?? '';
    fleet.release();
    for (let next = await reader.read(); !next.done; next = await reader.read()) seen += next.value;
    expect(seen).toContain('w4 ');
    expect(seen.endsWith('data: [DONE]\n\n')).toBe(true);
    expect((await first).status).toBe(200);
  });

  it('writes what comes together in one piece', async () => {
    const response = await (await start(demo().usually({ tokens: 50 }))).post({ ...hello, stream: true });
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
    let reads = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) reads += 1;
    expect(reads).toBeLessThan(10);
  });
});
