/** An Answering over a fleet in memory, and requests for it. */
import { quietLog } from '../quiet-log.ts';
import { systemClock } from '../../../main/base/clock.ts';
import type { AnswerPiece, AnswerRequest } from '../../../main/gateway/answer.ts';
import { Answering, type AnsweringLimits } from '../../../main/gateway/answering.ts';
import { Embedding } from '../../../main/gateway/embedding.ts';
import type { Fleet, VectorFleet } from '../../../main/gateway/fleet.ts';
import { Traffic } from '../../../main/inventory/traffic.ts';
import { Slots } from '../../../main/gateway/slots.ts';
import type { RequestEnd } from '../../../main/gateway/request-log.ts';
import type { VectorLimits } from '../../../main/gateway/vector-pieces.ts';
import type { UsageEntry } from '../../../main/gateway/usage.ts';
import type { FairQueueLimits } from '../../../main/router/fair-queue.ts';

export function answeringOver(fleet: Fleet, limits: Partial<AnsweringLimits> = {}, queue?: FairQueueLimits) {
  const usage: UsageEntry[] = [];
  const ends: RequestEnd[] = [];
  const slots = new Slots({ fleet, traffic: new Traffic(systemClock), clock: systemClock }, queue);
  const note = (entry: UsageEntry): void => void usage.push(entry);
  const requests = { ended: (end: RequestEnd): void => void ends.push(end) };
  const parts = { fleet, slots, usage: { note }, requests, clock: systemClock, log: quietLog };
  const answering = new Answering({ ...parts, limits });
  return { answering, slots, usage, ends, parts };
}

/** The same for vectors. */
export function embeddingOver(fleet: Fleet & VectorFleet, limits: Partial<VectorLimits> = {}) {
  const { slots, usage, ends, parts } = answeringOver(fleet);
  return { embedding: new Embedding({ ...parts, fleet, limits }), slots, usage, ends };
}

let made = 0;

export function aRequest(more: Partial<AnswerRequest> = {}): AnswerRequest {
  made += 1;
  return {
    id: `req-${made}`,
    caller: { id: 'key-1', name: 'test', weight: 1 },
    model: 'demo',
    input: { kind: 'chat', messages: [{ role: 'user', content: 'Hello' }] },
    sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 },
    stop: [],
    maxTokens: null,
    grammar: null,
    ...more,
  };
}

export async function collect(pieces: AsyncIterable<AnswerPiece>): Promise<AnswerPiece[]> {
  const all: AnswerPiece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

export const textIn = (pieces: readonly AnswerPiece[]): string =>
  pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('');
