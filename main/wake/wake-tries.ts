/** How often sleeping machines were called by the office itself, and which is called next. Has no clock. */
import type { Needed } from './would-help.ts';

/** A PC takes a minute to start: another call, to it or to another PC, waits until it should be there. */
const betweenMs = 2 * 60_000;
/** A PC that did not come by then does not hear, or is meant to be off. */
const mostCalls = 3;

interface Calls {
  readonly count: number;
  readonly lastAt: number;
  readonly givenUp: boolean;
}

export class WakeTries {
  #calls = new Map<string, Calls>();

  /**
   * The machine to call now; null: none. Of several one at a time, so that one request does not switch on the whole office.
   * A machine that is not needed any more, or has come, is forgotten.
   * @param needed in the order in which they would help. @param now in milliseconds
   */
  next(needed: readonly Needed[], now: number): Needed | null {
    this.#calls = new Map(needed.flatMap(({ machineId }) => this.#entry(machineId)));
    const isComing = [...this.#calls.values()].some(({ lastAt }) => now - lastAt < betweenMs);
    if (isComing) return null;
    const count = ({ machineId }: Needed): number => this.#calls.get(machineId)?.count ?? 0;
    const [first] = needed.filter((one) => count(one) < mostCalls).toSorted((a, b) => count(a) - count(b));
    if (!first) return null;
    this.#calls.set(first.machineId, { count: count(first) + 1, lastAt: now, givenUp: false });
    return first;
  }

  /** Machines that did not come after the last call: each is told once. */
  newlyGivenUp(now: number): string[] {
    const silent = [...this.#calls].filter(
      ([, { count, lastAt, givenUp }]) => count >= mostCalls && !givenUp && now - lastAt >= betweenMs,
    );
    for (const [id, calls] of silent) this.#calls.set(id, { ...calls, givenUp: true });
    return silent.map(([id]) => id);
  }

  #entry(machineId: string): [string, Calls][] {
    const calls = this.#calls.get(machineId);
    return calls ? [[machineId, calls]] : [];
  }
}
