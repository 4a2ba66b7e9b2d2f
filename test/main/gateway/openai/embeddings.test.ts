import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { vectorOf } from '../../../../common/vector-text.ts';
import {
  goodKey,
  serveGateway,
  type GatewayServer,
  type ServerLimits,
} from '../../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../../support/gateway/memory-fleet.ts';
import { scriptedWidth } from '../../../support/engine/scripted-vectors.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(limits: ServerLimits = {}): Promise<GatewayServer> {
  const fleet = new MemoryFleet()
    .model('bge', { kind: 'embedding', contextLength: 64 })
    .model('demo')
    .replica('a', { model: 'bge', machineName: 'BÜRO-1' });
  server = await serveGateway(fleet.usually({ holds: 64 }), limits);
  return server;
}

const ask = ({ call }: GatewayServer, body: object): Promise<Response> =>
  call('/v1/embeddings', { method: 'POST', body: JSON.stringify({ model: 'bge', ...body }) });

describe('POST /v1/embeddings', () => {
  it('gives a list in OpenAI’s shape, with usage and the machine', async () => {
    const response = await ask(await start(), { input: ['one', 'three'], user: 'me' });
    expect([response.status, response.headers.get('x-aivailable-machine')]).toEqual([200, 'B?RO-1']);
    const vector = expect.toSatisfy((values: number[]) => values.length === scriptedWidth);
    expect(await response.json()).toEqual({
      object: 'list',
      data: [0, 1].map((index) => ({ object: 'embedding', index, embedding: vector })),
      model: 'bge',
      usage: { prompt_tokens: 8, total_tokens: 8 },
    });
  });

  it('is held to what the key may do', async () => {
    const response = await ask(await start({ key: { models: ['demo'] } }), { input: 'text' });
    expect([response.status, await response.json()]).toMatchObject([403, { error: { code: 'model_not_allowed' } }]);
  });

  it('gives the same numbers in Base64: F32, the least byte first', async () => {
    const running = await start();
    const read = async (format: string): Promise<number[] | string> => {
      const response = await ask(running, { input: 'some text', encoding_format: format });
      return ((await response.json()) as { data: [{ embedding: number[] | string }] }).data[0].embedding;
    };
    const text = (await read('base64')) as string;
    const view = new DataView(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
    const numbers = Array.from({ length: scriptedWidth }, (_, at) => view.getFloat32(at * 4, true));
    expect(numbers).toEqual(await read('float'));
    expect([...vectorOf(text)]).toEqual(numbers);
  });

  it('serves the official client, in both formats', async () => {
    const { url } = await start();
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: goodKey, maxRetries: 0 });
    const usual = await client.embeddings.create({ model: 'bge', input: ['one', 'two'] });
    const floats = await client.embeddings.create({ model: 'bge', input: ['one', 'two'], encoding_format: 'float' });
    expect(usual.data).toEqual(floats.data);
    expect(usual.data.map(({ index }) => index)).toEqual([0, 1]);
  });

  it.each([
    ['a model that writes', { model: 'demo', input: 'x' }, 400, 'wrong_model_kind', 'model'],
    ['a model that is not there', { model: 'ada', input: 'x' }, 404, 'model_not_found', 'model'],
    ['no input', {}, 400, 'invalid_request', 'input'],
    ['a text that is too long', { input: 'x'.repeat(70) }, 400, 'context_length_exceeded', 'input'],
    ['one of two that is', { input: ['x', 'x'.repeat(70)] }, 400, 'context_length_exceeded', 'input.1'],
    ['too many dimensions', { input: 'x', dimensions: 9 }, 400, 'unsupported_parameter', 'dimensions'],
    ['dimensions below 1', { input: 'x', dimensions: 0 }, 400, 'invalid_request', 'dimensions'],
    ['an unknown format', { input: 'x', encoding_format: 'int8' }, 400, 'invalid_request', 'encoding_format'],
  ])('refuses %s in OpenAI’s shape', async (_what, body, status, code, param) => {
    const response = await ask(await start(), body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: { message: expect.stringMatching(/\w+ \w+/), type: 'invalid_request_error', param, code },
    });
  });

  it('tells a chat request to such a model what to do instead', async () => {
    const { post } = await start();
    const response = await post({ model: 'bge', messages: [{ role: 'user', content: 'Hello' }] });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('POST /v1/embeddings');
  });
});
