/** Keys that are no keys, by the address that shows them: who tries too many is told to wait. A good key is never held up by it. */
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';

const mostInAMinute = 20;
const minuteMs = 60_000;
/** Addresses of a private network; past them the oldest is forgotten. */
const mostRemembered = 4_096;

export class FailedKeys {
  readonly #clock: Clock;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws ProblemError too_many_requests when that address has shown too many; else it is counted */
  count(address: string): void {
    const now = this.#clock.now();
    const known = this.#failures.get(address);
    const current = known && known.until > now ? known : { count: 0, until: now + minuteMs };
    if (current.count >= mostInAMinute) {
      const retryAfter = Math.ceil((current.until - now) / 1000);
      refuse('too_many_requests', `${address} has shown ${mostInAMinute} keys that are not known.`, { retryAfter });
    }
    this.#failures.delete(address);
    this.#failures.set(address, { ...current, count: current.count + 1 });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > mostRemembered && oldest !== undefined) this.#failures.delete(oldest);
  }
}
