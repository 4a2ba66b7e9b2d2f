/** The first token, which takes longest, before anybody waits for it. */
import type { GenerateRequest } from '../../contract/generate.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { LoadedReplica } from '../engine/engine.ts';

const request: GenerateRequest = {
  requestId: 'warm-up',
  epoch: 0,
  input: { kind: 'chat', messages: [{ role: 'user', content: 'Hello' }] },
  soFar: [],
  maxTokens: 1,
  sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 },
  stop: [],
  grammar: null,
};

/**
 * Generates one token, so that shaders are compiled and memory is touched before the first person asks.
 * @throws ProblemError when the replica cannot
 */
export async function warmUp(replica: LoadedReplica, signal: AbortSignal): Promise<void> {
  for await (const frame of replica.generate(request, signal)) {
    if (frame.type === 'error') throw new ProblemError(frame.problem);
  }
  signal.throwIfAborted();
}
