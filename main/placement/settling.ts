/** Whether the office is still finding itself, so that a model without a place is awaited rather than refused. Pure. */
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** A machine that was lost so lately is most often back before anybody gives up: a restart, a loose cable. */
const comesBackWithinMs = 60_000;

interface Settling {
  /** Models without a place are awaited until then. */
  readonly until: number;
  /** What they wait for, as a sentence. */
  readonly reason: string;
}

/**
 * @returns what models without a place wait for, or null when everything that can be expected is there.
 * @param startedAt when the coordinator started: its own agent is expected from then on.
 */
export function settlingNow(machines: readonly MachineFacts[], startedAt: number, now: number): Settling | null {
  const awaited = machines.filter(
    ({ state, gpus, since }) =>
      state !== 'stopped' && (state !== 'online' || gpus.length === 0) && since + comesBackWithinMs > now,
  );
  const starts = machines.length === 0 ? [startedAt] : awaited.map((machine) => machine.since);
  const until = Math.max(...starts, Number.NEGATIVE_INFINITY) + comesBackWithinMs;
  return until > now ? { until, reason: reasonOf(awaited) } : null;
}

/** "Waits up to a minute for PC-1 to come back; no other card can take it." */
function reasonOf(awaited: readonly MachineFacts[]): string {
  const [first, ...others] = awaited;
  if (!first) return 'Waits up to a minute for the agent of this PC.';
  const who = others.length === 0 ? first.name : `${awaited.length} machines`;
  const isBack = awaited.every(({ state }) => state === 'lost' || state === 'returning');
  return `Waits up to a minute for ${who} to ${isBack ? 'come back' : 'connect'}; no other card can take it.`;
}
