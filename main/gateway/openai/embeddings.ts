/** POST /v1/embeddings. */
import { vectorText } from '../../../common/vector-text.ts';
import { EmbeddingsRequest, type EmbeddingList } from '../../../contract/openai.ts';
import { readJson, sendJson } from '../../base/http.ts';
import { parse } from '../../base/parse.ts';
import type { Embedding } from '../embedding.ts';
import { machineHeader } from '../machine-header.ts';
import type { ModelNames } from '../model-names.ts';
import type { Call } from '../surface.ts';
import { readInputs } from './read-inputs.ts';

const mostBytes = 10 * 1024 * 1024;

/** @throws ProblemError when there is something wrong with the request, or it cannot be answered */
export async function serveEmbeddings(
  { request, response, caller, ownOnly, admitModel, requestId, signal }: Call,
  embedding: Embedding,
  names: ModelNames,
): Promise<void> {
  const {
    model: name,
    input,
    encoding_format,
    dimensions,
  } = parse(EmbeddingsRequest, await readJson(request, mostBytes));
  const model = names.resolve(name);
  admitModel(model, name);
  const asked = {
    id: requestId,
    caller,
    model,
    ...readInputs(input),
    dimensions: dimensions ?? null,
    ownOnly,
  };
  const { vectors, promptTokens, machineName } = await embedding.embed(asked, signal);
  const written = encoding_format === 'base64' ? vectorText : (vector: Float32Array) => [...vector];
  const list: EmbeddingList = {
    object: 'list',
    data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: written(vector) })),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
  sendJson(response, 200, list, machineHeader(machineName));
}
