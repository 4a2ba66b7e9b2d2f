import { afterEach, describe, expect, it } from 'vitest';
import type { Reranking } from '../../../../contract/rerank.ts';
import { serveGateway, type GatewayServer } from '../../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../../support/gateway/memory-fleet.ts';

let server: GatewayServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const office = (): MemoryFleet =>
  new MemoryFleet().model('bge', { kind: 'reranker', contextLength: 64 }).model('demo').usually({ holds: 64 });

async function start(fleet = office().replica('a', { model: 'bge' })): Promise<GatewayServer> {
  server = await serveGateway(fleet);
  return server;
}

const query = 'paper bill';
const documents = ['lunch', 'a paper bill', { text: 'a paper plane' }, 'dinner'];
const ask = ({ call }: GatewayServer, body: object): Promise<Response> =>
  call('/v1/rerank', { method: 'POST', body: JSON.stringify({ model: 'bge', query, documents, ...body }) });
const resultsOf = async (response: Response): Promise<Reranking['results']> =>
  ((await response.json()) as Reranking).results;

describe('POST /v1/rerank', () => {
  it('puts texts in order, the best first, and equals as they were sent', async () => {
    const response = await ask(await start(), {});
    expect([response.status, response.headers.get('x-aivailable-machine')]).toEqual([200, 'A']);
    const characters =
      4 * query.length + 'lunch'.length + 'a paper bill'.length + 'a paper plane'.length + 'dinner'.length;
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^rerank-/) as string,
      model: 'bge',
      results: [
        { index: 1, relevance_score: 1 },
        { index: 2, relevance_score: 0.5 },
        { index: 0, relevance_score: 0 },
        { index: 3, relevance_score: 0 },
      ],
      usage: { prompt_tokens: characters, total_tokens: characters },
    });
  });

  it('gives the best ones only, and the texts, where that is asked for', async () => {
    const results = await resultsOf(
      await ask(await start(), { top_n: 2, return_documents: true, max_chunks_per_doc: 1 }),
    );
    expect(results.map(({ document }) => document)).toEqual([{ text: 'a paper bill' }, { text: 'a paper plane' }]);
    expect(await resultsOf(await ask(server as GatewayServer, { top_n: 9 }))).toHaveLength(4);
  });

  it('makes elsewhere what a lost machine did not give', async () => {
    const fleet = office().replica('a', { model: 'bge' }, { breakAt: 2 }).replica('b', { model: 'bge' });
    expect((await resultsOf(await ask(await start(fleet), {})))[0]).toEqual({ index: 1, relevance_score: 1 });
    expect(fleet.embedCalls.map(({ request }) => request.inputs.length)).toEqual([4, 2]);
  });

  it.each([
    ['a model that writes', { model: 'demo' }, 400, 'wrong_model_kind', 'model'],
    ['a model that is not there', { model: 'ada' }, 404, 'model_not_found', 'model'],
    ['no query', { query: '' }, 400, 'invalid_request', 'query'],
    ['no documents', { documents: [] }, 400, 'invalid_request', 'documents'],
    ['an empty document', { documents: ['x', ''] }, 400, 'invalid_request', 'documents.1'],
    ['one that is too long', { documents: ['x', 'x'.repeat(60)] }, 400, 'context_length_exceeded', 'documents.1'],
    ['one that is too long by far', { documents: ['x'.repeat(5_000)] }, 400, 'context_length_exceeded', 'documents.0'],
    ['none of the best', { top_n: 0 }, 400, 'invalid_request', 'top_n'],
  ])('refuses %s by name', async (_what, body, status, code, param) => {
    const response = await ask(await start(), body);
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code, param } }]);
  });

  it('tells who asks such a model for something else what to do instead', async () => {
    const running = await start();
    const messages = [{ role: 'user', content: 'Hello' }];
    for (const [where, more] of [
      ['/v1/chat/completions', { messages }],
      ['/v1/embeddings', { input: 'x' }],
    ] as const) {
      const response = await running.call(where, { method: 'POST', body: JSON.stringify({ model: 'bge', ...more }) });
      expect(await response.json()).toMatchObject({
        error: { code: 'wrong_model_kind', message: expect.stringContaining('POST /v1/rerank') as string },
      });
    }
  });
});
