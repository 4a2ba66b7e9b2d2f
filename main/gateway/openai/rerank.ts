/** POST /v1/rerank. */
import { RerankRequest, type Reranking } from '../../../contract/rerank.ts';
import { readJson, sendJson } from '../../base/http.ts';
import { newId } from '../../base/ids.ts';
import { parse } from '../../base/parse.ts';
import type { Embedding } from '../embedding.ts';
import { machineHeader } from '../machine-header.ts';
import type { ModelNames } from '../model-names.ts';
import type { Call } from '../surface.ts';

const mostBytes = 10 * 1024 * 1024;

/** @throws ProblemError when there is something wrong with the request, or it cannot be answered */
export async function serveRerank(
  { request, response, caller, ownOnly, admitModel, requestId, signal }: Call,
  embedding: Embedding,
  names: ModelNames,
): Promise<void> {
  const asked = parse(RerankRequest, await readJson(request, mostBytes));
  const { query, top_n: most, return_documents: returned } = asked;
  const texts = asked.documents.map((document) => (typeof document === 'string' ? document : document.text));
  const model = names.resolve(asked.model);
  admitModel(model, asked.model);
  const { vectors, promptTokens, machineName } = await embedding.embed(
    {
      id: requestId,
      caller,
      model,
      kind: 'reranker',
      ownOnly,
      inputs: texts.map((text) => ({ kind: 'pair', query, text })),
      dimensions: null,
      nameOf: (index) => `documents.${index}`,
    },
    signal,
  );
  const results = texts.map((text, index) => ({
    index,
    relevance_score: vectors[index]?.[0] ?? 0,
    ...(returned === true ? { document: { text } } : {}),
  }));
  const reranking: Reranking = {
    id: newId('rerank'),
    model,
    results: results.toSorted((a, b) => b.relevance_score - a.relevance_score).slice(0, most ?? results.length),
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
  sendJson(response, 200, reranking, machineHeader(machineName));
}
