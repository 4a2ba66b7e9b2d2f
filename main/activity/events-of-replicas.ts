/** Replicas that became ready or failed between two looks. Pure. */
import type { ReplicaState } from '../../contract/replica.ts';
import type { NewEvent } from '../ledger/activity-book.ts';
import { asSentence, eventOf } from './event-base.ts';

export interface ReplicaSeen {
  /** Of the replica on its machine. */
  readonly key: string;
  readonly model: string;
  readonly machine: string;
  readonly state: ReplicaState;
  /** When it was first seen on its way; null: it was there already. */
  readonly startedAt: number | null;
  readonly code: string | null;
  readonly why: string | null;
}

export function eventsOfReplicas(
  before: readonly ReplicaSeen[],
  after: readonly ReplicaSeen[],
  now: number,
): NewEvent[] {
  const states = new Map(before.map(({ key, state }) => [key, state]));
  return after.flatMap((replica) => {
    if (states.get(replica.key) === replica.state) return [];
    if (replica.state === 'ready' && replica.startedAt !== null) return [ready(replica, now)];
    return replica.state === 'failed' ? [failed(replica)] : [];
  });
}

const ready = ({ model, machine, startedAt }: ReplicaSeen, now: number): NewEvent =>
  eventOf({
    kind: 'model',
    what: 'ready',
    tone: 'good',
    subject: model,
    sentence: `${model} is ready on ${machine}`,
    detail: { machine },
    durationMs: startedAt === null ? null : now - startedAt,
  });

const failed = ({ model, machine, code, why }: ReplicaSeen): NewEvent =>
  eventOf({
    kind: 'model',
    what: 'failed',
    tone: 'bad',
    subject: model,
    sentence: `${model} failed on ${machine}`,
    reason: asSentence(why ?? 'The engine ended'),
    detail: { machine, code },
  });
