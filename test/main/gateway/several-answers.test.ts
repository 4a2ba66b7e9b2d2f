import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../contract/problem.ts';
import { sideBySide } from '../../../main/gateway/side-by-side.ts';
import { aRequest, answeringOver } from '../../support/gateway/answering-over.ts';
import { goodKey, serveGateway, type GatewayServer, type ServerLimits } from '../../support/gateway/gateway-server.ts';
import { MemoryFleet, textOf } from '../../support/gateway/memory-fleet.ts';
import { until } from '../../support/until.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(fleet: MemoryFleet, limits?: ServerLimits): Promise<GatewayServer & { openai: OpenAI }> {
  server = await serveGateway(fleet, limits);
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: goodKey, maxRetries: 0, timeout: 30_000 });
  return { ...server, openai };
}

const demo = (slots = 4): MemoryFleet => new MemoryFleet().model('demo').replica('a', { slots });
const hello = { model: 'demo', messages: [{ role: 'user' as const, content: 'Hello' }], seed: 2 ** 32 - 2 };
const never = new AbortController().signal;

describe('several answers to one request', () => {
  it('come in one piece, the prompt counted once, and each with the next seed', async () => {
    const fleet = demo();
    const { openai, usage } = await start(fleet);
    const { choices, usage: said } = await openai.chat.completions.create({ ...hello, n: 3 });
    expect(choices.map(({ index, message }) => [index, message.content])).toEqual(
      [0, 1, 2].map((index) => [index, textOf(5)]),
    );
    expect(said).toEqual({ prompt_tokens: 1, completion_tokens: 15, total_tokens: 16 });
    expect(fleet.calls.map(({ request }) => request.sampling.seed)).toEqual([2 ** 32 - 2, 2 ** 32 - 1, 0]);
    expect(usage).toHaveLength(3);
  });

  it('come in one stream, each with its place, and end once', async () => {
    const { post } = await start(demo());
    const asked = { ...hello, n: 2, stream: true, stream_options: { include_usage: true } };
    const body = await (await post(asked)).text();
    const events = body.split('\n\n').filter((event) => event !== '');
    expect(events.pop()).toBe('data: [DONE]');
    const chunks = events.map((event) => JSON.parse(event.slice(6)) as OpenAI.ChatCompletionChunk);
    expect(chunks.pop()).toMatchObject({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 10 } });
    for (const index of [0, 1]) {
      const own = chunks.flatMap(({ choices }) => choices.filter((choice) => choice.index === index));
      expect(own[0]?.delta.role).toBe('assistant');
      expect(own.map(({ delta }) => delta.content ?? '').join('')).toBe(textOf(5));
      expect(own.at(-1)?.finish_reason).toBe('stop');
    }
    const order = chunks.flatMap(({ choices }) => choices.filter(({ delta }) => delta.content).map((one) => one.index));
    expect(order.indexOf(1)).toBeLessThan(order.lastIndexOf(0));
  });

  it('of a text that is gone on with come likewise', async () => {
    const { openai } = await start(demo());
    const asked = { model: 'demo', prompt: 'Once', n: 2, max_tokens: 3 };
    const whole = await openai.completions.create(asked);
    expect(whole.choices.map(({ index, text }) => [index, text])).toEqual([
      [0, textOf(3)],
      [1, textOf(3)],
    ]);
    const texts = ['', ''];
    for await (const { choices } of await openai.completions.create({ ...asked, stream: true })) {
      for (const { index, text } of choices) texts[index] += text;
    }
    expect(texts).toEqual([textOf(3), textOf(3)]);
  });

  it('all end when the client leaves', async () => {
    const fleet = demo().usually({ pauseAt: 2 });
    const { openai, usage } = await start(fleet);
    const leave = new AbortController();
    const asked = openai.chat.completions.create({ ...hello, n: 3 }, { signal: leave.signal });
    const ended = asked.then(() => 'answered', String);
    await until('all write', () => fleet.paused === 3);
    leave.abort();
    expect(await ended).toMatch(/abort/i);
    await until('all have stopped', () => fleet.running('a') === 0 && usage.length === 3);
  });

  it('all fail when one does, with its error', async () => {
    const breakWith = new ProblemError(problem('context_length_exceeded', 'The prompt has 2,100 tokens.'));
    const fleet = new MemoryFleet().model('demo').replica('a', { slots: 3 }, { pauseAt: 2 }, { breakAt: 1, breakWith });
    const { openai, usage } = await start(fleet.usually({ pauseAt: 2 }));
    const asked = openai.chat.completions.create({ ...hello, n: 3 });
    await expect(asked).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
    await until('all have stopped', () => fleet.running('a') === 0 && usage.length === 3);
  });

  it('go on elsewhere each by itself, and the stream says which one', async () => {
    const fleet = new MemoryFleet()
      .model('demo')
      .replica('a', { slots: 2 }, {}, { breakAt: 3 })
      .replica('b', { state: 'loading' });
    const { post } = await start(fleet);
    const body = post({ ...hello, n: 2, stream: true }).then((response) => response.text());
    expect(await body).toMatch(/^: aivailable moved answer 1 from A to A after token 3$/m);
  });

  it('count as many requests of a key', async () => {
    const { post } = await start(demo(), { key: { requestsPerMinute: 5 } });
    expect((await post({ ...hello, n: 6 })).status).toBe(429);
    expect((await post({ ...hello, n: 3 })).status).toBe(200);
    expect((await post({ ...hello, n: 2 })).status).toBe(429);
  });

  it('take their turns as several requests, so that others come between them', async () => {
    const fleet = demo(1).usually({ tokens: 2 });
    const { answering, slots } = answeringOver(fleet);
    const ask = (id: string, choices: number) => {
      const answer = aRequest({ id, caller: { id, name: id, weight: 1 } });
      return sideBySide(answering, { answer, choices, signal: never }, () => undefined);
    };
    await Promise.all([ask('many', 4), ask('one', 1)]);
    slots.close();
    const turns = fleet.calls.map(({ request }) => request.requestId);
    expect(turns).toHaveLength(5);
    expect(turns.indexOf('one')).toBeLessThan(3);
  });
});
