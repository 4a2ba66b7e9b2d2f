/** External servers that came, went, or changed between two looks. Pure. */
import type { AttachedState } from '../../contract/attached.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { eventOf } from './event-base.ts';

export interface AttachedSeen {
  readonly id: string;
  readonly name: string;
  readonly state: AttachedState;
  readonly since: number;
  /** Why it cannot be used, in a sentence. */
  readonly reason: string;
}

/** @param now milliseconds since 1970 */
export function eventsOfAttached(
  before: readonly AttachedSeen[],
  after: readonly AttachedSeen[],
  now: number,
): NewEvent[] {
  const known = new Map(before.map((server) => [server.id, server]));
  return after.flatMap((server) => {
    const last = known.get(server.id);
    return last && last.state !== server.state ? change(last, server, now) : [];
  });
}

function change(last: AttachedSeen, { id, name, state, reason }: AttachedSeen, now: number): NewEvent[] {
  const said = { kind: 'machine', subject: name, detail: { serverId: id, state } } as const;
  if (state === 'ready') {
    // The first list of models is no event.
    if (last.state === 'checking') return [];
    const durationMs = now - last.since;
    return [eventOf({ ...said, tone: 'good', what: 'external back', sentence: `${name} answers again`, durationMs })];
  }
  if (state === 'checking' || (last.state !== 'ready' && last.state !== 'checking')) return [];
  const sentence = `${name} cannot be used: ${state}`;
  return [eventOf({ ...said, tone: 'bad', what: 'external lost', sentence, reason, durationMs: now - last.since })];
}
