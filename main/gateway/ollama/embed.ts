/** POST /api/embed. */
import { mostInputs } from '../../../contract/embed.ts';
import { OllamaEmbedRequest } from '../../../contract/ollama.ts';
import { refuse } from '../../../contract/problem.ts';
import { readJson, sendJson } from '../../base/http.ts';
import { parse } from '../../base/parse.ts';
import type { Embedding } from '../embedding.ts';
import { machineHeader } from '../machine-header.ts';
import type { ModelNames } from '../model-names.ts';
import type { Call } from '../surface.ts';
import { plainName } from './read-options.ts';

const mostBytes = 10 * 1024 * 1024;
const nsPerMs = 1e6;

/** @throws ProblemError when there is something wrong with the request, or it cannot be answered */
export async function serveEmbed(
  { request, response, caller, ownOnly, admitModel, requestId, signal }: Call,
  embedding: Embedding,
  names: ModelNames,
): Promise<void> {
  const startedAt = performance.now();
  const { model: name, input, dimensions } = parse(OllamaEmbedRequest, await readJson(request, mostBytes));
  const texts = typeof input === 'string' ? [input] : input;
  if (texts.length > mostInputs) {
    refuse('invalid_request', `A request has ${mostInputs.toLocaleString('en')} texts at most.`, { param: 'input' });
  }
  const model = names.resolve(plainName(name));
  admitModel(model, name);
  const { vectors, promptTokens, machineName } = await embedding.embed(
    {
      id: requestId,
      caller,
      model,
      inputs: texts.map((text) => ({ kind: 'text', text })),
      dimensions: dimensions ?? null,
      ownOnly,
      nameOf: (index) => (typeof input === 'string' ? 'input' : `input.${index}`),
    },
    signal,
  );
  const embedded = {
    model: name,
    embeddings: vectors.map((vector) => [...vector]),
    total_duration: Math.round((performance.now() - startedAt) * nsPerMs),
    load_duration: 0,
    prompt_eval_count: promptTokens,
  };
  sendJson(response, 200, embedded, machineHeader(machineName));
}
