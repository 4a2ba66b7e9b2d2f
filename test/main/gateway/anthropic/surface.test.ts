import Anthropic, { AuthenticationError, BadRequestError, NotFoundError } from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../../contract/problem.ts';
import {
  goodKey,
  serveGateway,
  type GatewayServer,
  type ServerLimits,
} from '../../../support/gateway/gateway-server.ts';
import { MemoryFleet, textOf } from '../../../support/gateway/memory-fleet.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function clientOf(fleet: MemoryFleet, { apiKey = goodKey, ...limits }: ServerLimits & { apiKey?: string } = {}) {
  server = await serveGateway(fleet, limits);
  return new Anthropic({ baseURL: server.url, apiKey, maxRetries: 0, timeout: 30_000 });
}

const demo = (): MemoryFleet => new MemoryFleet().model('demo').replica('a', { slots: 4 });
const hello = { model: 'demo', max_tokens: 40, messages: [{ role: 'user' as const, content: 'Hello' }] };

describe('the gateway, to Anthropic’s own client', () => {
  it('answers in one piece', async () => {
    const message = await (await clientOf(demo())).messages.create(hello);
    expect(message).toMatchObject({
      content: [{ type: 'text', text: textOf(5) }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 5 },
    });
  });

  it('streams, and the client puts it together again', async () => {
    const stream = (await clientOf(demo())).messages.stream(hello);
    const pieces: string[] = [];
    stream.on('text', (text) => pieces.push(text));
    expect(await stream.finalMessage()).toMatchObject({
      content: [{ type: 'text', text: textOf(5) }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 5 },
    });
    expect(pieces).toHaveLength(5);
  });

  it('streams what a model thinks as a block of its own', async () => {
    const words = ['<think>', 'Hm', '</think>', '12', '.'];
    const client = await clientOf(demo().usually({ textOf: (at) => words[at] ?? '' }));
    expect((await client.messages.stream(hello).finalMessage()).content).toMatchObject([
      { type: 'thinking', thinking: 'Hm' },
      { type: 'text', text: '12.' },
    ]);
  });

  it('says which stop sequence ended it', async () => {
    const client = await clientOf(demo().usually({ stoppedBy: 'END' }));
    const message = await client.messages.create({ ...hello, stop_sequences: ['END'] });
    expect(message).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'END' });
  });

  it('throws when a stream breaks off', async () => {
    const broken = new ProblemError(problem('context_length_exceeded', 'Too long.'));
    const client = await clientOf(demo().usually({ breakAt: 2, breakWith: broken }));
    await expect(client.messages.stream(hello).finalMessage()).rejects.toThrow('Too long.');
  });

  it('counts the tokens of a prompt, which are no use of the key, and frees the machine at once', async () => {
    const fleet = demo().usually({ pauseAt: 0 });
    const client = await clientOf(fleet);
    expect(await client.messages.countTokens({ model: 'demo', messages: hello.messages })).toEqual({ input_tokens: 1 });
    expect(fleet.running('a')).toBe(0);
    expect(server?.usage).toEqual([]);
  });

  it('lists models in Anthropic’s shape, those that write, and OpenAI’s clients still get theirs', async () => {
    const fleet = demo().model('vectors', { kind: 'embedding' });
    const client = await clientOf(fleet, { aliases: [{ name: 'claude', model: 'demo' }] });
    const listed = await Array.fromAsync(client.models.list());
    expect(listed.map(({ id, type }) => [id, type])).toEqual([
      ['demo', 'model'],
      ['claude', 'model'],
    ]);
    expect(await client.models.retrieve('claude')).toMatchObject({
      id: 'claude',
      created_at: '2023-11-14T22:13:20.000Z',
    });
    expect(await (await server?.call('/v1/models'))?.json()).toMatchObject({ object: 'list' });
  });

  it('hears of errors in Anthropic’s shape', async () => {
    const client = await clientOf(demo());
    await expect(client.messages.create({ ...hello, model: 'claude' })).rejects.toBeInstanceOf(NotFoundError);
    const refused = client.messages.create({ ...hello, tool_choice: { type: 'any' } });
    await expect(refused).rejects.toBeInstanceOf(BadRequestError);
    await expect(refused).rejects.toMatchObject({
      error: {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringContaining('tool_choice: ') },
      },
    });
    const stranger = new Anthropic({ baseURL: server?.url ?? '', apiKey: 'wrong', maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError);
    expect(await (await server?.call('/v1/messages'))?.json()).toMatchObject({ type: 'error' });
  });
});
