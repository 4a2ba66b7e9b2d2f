import type { RequestEnd } from '../../main/gateway/request-log.ts';

/** A request that was answered as usual, but for the changes. */
export const aRequestEnd = (changes: Partial<RequestEnd> = {}): RequestEnd => ({
  requestId: 'req-1',
  model: 'demo',
  outcome: 'whole',
  code: null,
  waitedMs: 0,
  firstTokenMs: 120,
  durationMs: 900,
  promptTokens: 10,
  completionTokens: 20,
  machine: 'PC-1',
  moves: [],
  restarts: 0,
  ...changes,
});
