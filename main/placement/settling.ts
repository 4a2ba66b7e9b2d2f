/** Whether the office is still finding itself, so that a model without a place is awaited rather than refused. Pure. */
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** A machine that was lost so lately is most often back before anybody gives up: a restart, a loose cable. */
const comesBackWithinMs = 60_000;

/**
 * @returns until when models without a place are awaited, or null when everything that can be expected is there.
 * @param startedAt when the coordinator started: its own agent is expected from then on.
 */
export function settlingUntil(machines: readonly MachineFacts[], startedAt: number, now: number): number | null {
  const expected = machines.filter(
    ({ state, gpus }) => state !== 'stopped' && (state !== 'online' || gpus.length === 0),
  );
  const starts = machines.length === 0 ? [startedAt] : expected.map((machine) => machine.since);
  const latest = Math.max(...starts, Number.NEGATIVE_INFINITY) + comesBackWithinMs;
  return latest > now ? latest : null;
}
