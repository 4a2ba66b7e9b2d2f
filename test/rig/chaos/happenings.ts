/** What the office itself noted of a fault: when it knew of the loss, and when its replicas were ready again. Pure. */
import { z } from 'zod';
import type { ActivityEvent } from '../../../contract/activity.ts';

export interface Noted {
  /** When the loss was known; null: it was none, or nobody noticed. */
  readonly knownAt: number | null;
  /** When the last replica of those that were loaded for it was ready; null: nothing was loaded. */
  readonly readyAt: number | null;
}

/** @param events between the fault's beginning and its healing @param where the PC that it hit */
export function notedOf(events: readonly ActivityEvent[], where: string): Noted {
  const times = (is: (event: ActivityEvent) => boolean): number[] => events.filter(is).map(({ at }) => at);
  const losses = times(
    ({ kind, what, subject, detail }) =>
      (kind === 'machine' && what === 'lost' && subject === where) ||
      (kind === 'model' && what === 'failed' && detail['machine'] === where),
  );
  const knownAt = losses.length > 0 ? Math.min(...losses) : null;
  const loads = times(({ kind, what, at }) => kind === 'model' && what === 'ready' && knownAt !== null && at > knownAt);
  return { knownAt, readyAt: loads.length > 0 ? Math.max(...loads) : null };
}

const MoveLine = z.object({
  time: z.number(),
  msg: z.literal('an answer goes on elsewhere'),
  why: z.enum(['lost', 'drained']),
  gapMs: z.number(),
  sinceKnownMs: z.number(),
});
export type MoveLine = z.infer<typeof MoveLine>;

/** Answers that went on elsewhere, as the coordinator's log has them. */
export function movesIn(log: string): MoveLine[] {
  return log.split('\n').flatMap((line) => {
    if (!line.includes('goes on elsewhere')) return [];
    const read = MoveLine.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  });
}
