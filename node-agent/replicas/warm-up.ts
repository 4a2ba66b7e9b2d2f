/** The first token, vector or score, which takes longest, before anybody waits for it. */
import type { EmbedInput } from '../../contract/embed.ts';
import type { GenerateRequest } from '../../contract/generate.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import type { LoadedReplica } from '../engine/engine.ts';

const requestId = 'warm-up';
const question: GenerateRequest = {
  requestId,
  epoch: 0,
  input: { kind: 'chat', messages: [{ role: 'user', content: 'Hello' }] },
  soFar: [],
  maxTokens: 1,
  sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 },
  stop: [],
  grammar: null,
};

/**
 * Computes one token, vector or score, so that shaders are compiled and memory is touched before the first person asks.
 * @throws ProblemError when the replica cannot
 */
export async function warmUp(replica: LoadedReplica, kind: ReplicaSpec['kind'], signal: AbortSignal): Promise<void> {
  const input: EmbedInput =
    kind === 'reranker' ? { kind: 'pair', query: 'Hello', text: 'Hello' } : { kind: 'text', text: 'Hello' };
  const frames =
    kind === 'chat' ? replica.generate(question, signal) : replica.embed({ requestId, inputs: [input] }, signal);
  for await (const frame of frames) {
    if (frame.type === 'error') throw new ProblemError(frame.problem);
  }
  signal.throwIfAborted();
}
