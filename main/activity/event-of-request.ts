/** What is worth telling of one request: that its answer moved, or failed. Its text is never known here. Pure. */
import type { RequestEnd } from '../gateway/request-log.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { eventOf, inWords } from './event-base.ts';

export function eventOfRequest(end: RequestEnd): NewEvent | null {
  const { requestId, model, outcome, code, machine, moves, durationMs } = end;
  if (outcome === 'moved') return moved(end);
  if (outcome !== 'failed') return null;
  return eventOf({
    kind: 'answer',
    what: 'failed',
    tone: 'bad',
    subject: model,
    sentence: machine === null ? `An answer of ${model} failed` : `An answer of ${model} failed on ${machine}`,
    reason: moves.length > 0 ? `It had moved ${moves.length === 1 ? 'once' : `${moves.length} times`} before.` : '',
    detail: { requestId, code, machine },
    durationMs,
  });
}

function moved({ requestId, model, moves, completionTokens }: RequestEnd): NewEvent {
  const gapMs = Math.max(0, ...moves.map((move) => move.gapMs));
  const drained = moves.every(({ why }) => why === 'drained');
  const from = inWords([...new Set(moves.map((move) => move.from))]);
  return eventOf({
    kind: 'answer',
    what: 'moved',
    tone: 'plain',
    subject: model,
    sentence: `An answer of ${model} continued on ${moves.at(-1)?.to ?? ''}`,
    reason: `${from} ${drained ? 'handed it over' : 'was lost while it wrote'}. The longest pause was ${(gapMs / 1000).toFixed(1)} s; no token is missing.`,
    detail: { requestId, from, to: moves.at(-1)?.to ?? null, moves: moves.length, tokens: completionTokens },
    durationMs: gapMs,
  });
}
