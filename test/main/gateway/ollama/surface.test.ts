import { Ollama } from 'ollama';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '../../../../contract/problem.ts';
import {
  goodKey,
  serveGateway,
  type GatewayServer,
  type ServerLimits,
} from '../../../support/gateway/gateway-server.ts';
import { MemoryFleet, textOf } from '../../../support/gateway/memory-fleet.ts';
import { scriptedWidth } from '../../../support/engine/scripted-vectors.ts';
import { variant } from '../../../support/office-fixtures.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function clientOf(fleet: MemoryFleet, limits?: ServerLimits): Promise<Ollama> {
  server = await serveGateway(fleet, limits);
  return new Ollama({ host: server.url, headers: { authorization: `Bearer ${goodKey}` } });
}

const demo = (): MemoryFleet => new MemoryFleet().model('demo', { file: variant() }).replica('a', { slots: 4 });
const hello = { model: 'demo', messages: [{ role: 'user', content: 'Hello' }] };

describe('the gateway, to Ollama’s own client', () => {
  it('answers a chat in one piece, with counts and times', async () => {
    const answer = await (await clientOf(demo())).chat(hello);
    expect(answer).toMatchObject({
      model: 'demo',
      message: { role: 'assistant', content: textOf(5) },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 1,
      eval_count: 5,
    });
    expect(answer.total_duration).toBeGreaterThan(0);
  });

  it('streams a chat line by line', async () => {
    const pieces = await Array.fromAsync(await (await clientOf(demo())).chat({ ...hello, stream: true }));
    expect(pieces.map(({ message }) => message.content).join('')).toBe(textOf(5));
    expect(pieces.map(({ done }) => done)).toEqual([false, false, false, false, false, true]);
  });

  it('streams what a model thinks in its own field', async () => {
    const words = ['<think>', 'Hm', '</think>', '12', '.'];
    const client = await clientOf(demo().usually({ textOf: (at) => words[at] ?? '' }));
    const pieces = await Array.fromAsync(await client.chat({ ...hello, stream: true, think: true }));
    expect(pieces.map(({ message }) => message.thinking ?? '').join('')).toBe('Hm');
    expect(pieces.map(({ message }) => message.content).join('')).toBe('12.');
  });

  it('answers a question', async () => {
    const client = await clientOf(demo(), { aliases: [{ name: 'default', model: 'demo' }] });
    expect((await client.generate({ model: 'default:latest', prompt: 'Hello' })).response).toBe(textOf(5));
  });

  it('makes vectors of texts, in their order', async () => {
    const fleet = demo().model('bge', { kind: 'embedding' }).replica('b', { model: 'bge' });
    const client = await clientOf(fleet);
    const { embeddings, prompt_eval_count } = await client.embed({ model: 'bge:latest', input: ['one', 'three'] });
    expect(embeddings.map((vector) => vector.length)).toEqual([scriptedWidth, scriptedWidth]);
    expect(prompt_eval_count).toBe(8);
    const alone = await client.embed({ model: 'bge', input: 'three' });
    expect(alone.embeddings[0]).toEqual(embeddings[1]);
    await expect(client.embed({ model: 'demo', input: 'one' })).rejects.toThrow('demo');
    await expect(client.embed({ model: 'bge', input: [] })).rejects.toThrow('input');
  });

  it('takes a context that the model has, and refuses a longer one', async () => {
    const client = await clientOf(demo());
    expect((await client.chat({ ...hello, options: { num_ctx: 2048 } })).done).toBe(true);
    await expect(client.chat({ ...hello, options: { num_ctx: 4096 } })).rejects.toThrow(
      "options.num_ctx: A context of 4,096 tokens is asked for; this model's is 2,048.",
    );
  });

  it('throws when a stream breaks off', async () => {
    const broken = new ProblemError(problem('context_length_exceeded', 'Too long.'));
    const client = await clientOf(demo().usually({ breakAt: 2, breakWith: broken }));
    await expect(Array.fromAsync(await client.chat({ ...hello, stream: true }))).rejects.toThrow('Too long.');
  });

  it('lists models, those that run, and what each one is', async () => {
    const client = await clientOf(demo().model('cold'), { aliases: [{ name: 'default', model: 'demo' }] });
    expect((await client.list()).models.map(({ name }) => name)).toEqual(['demo', 'cold', 'default']);
    expect((await client.ps()).models.map(({ name }) => name)).toEqual(['demo', 'default']);
    expect((await client.list()).models[0]).toMatchObject({ size: variant().sizeBytes, digest: variant().sha256 });
    const shown = await client.show({ model: 'demo:latest' });
    expect(shown).toMatchObject({ capabilities: ['completion', 'tools'], details: { format: 'gguf' } });
    expect(shown.model_info).toMatchObject({ [`${variant().facts.architecture}.context_length`]: 2048 });
    await expect(client.show({ model: 'gpt-7' })).rejects.toThrow('There is no model "gpt-7".');
    expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('hears of what is not there in Ollama’s shape', async () => {
    await clientOf(demo());
    const response = await server?.call('/api/pull', { method: 'POST', body: '{}' });
    expect(response?.status).toBe(404);
    expect(await response?.json()).toEqual({ error: expect.stringContaining('POST /api/chat') });
  });
});
