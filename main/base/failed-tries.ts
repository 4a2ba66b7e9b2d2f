/** Secrets that are none, by the address that shows them: who tries too many is told to wait. A good one is never held up by others. */
import { refuse } from '../../contract/problem.ts';
import type { Clock } from './clock.ts';

interface FailedTriesRules {
  /** In a minute, from one address. */
  readonly most: number;
  /** What was tried: "keys that are not known" */
  readonly what: string;
  /** One thing to do, where the usual one does not fit. */
  readonly action?: string;
}

const minuteMs = 60_000;
/** Addresses of a private network; past them the oldest is forgotten. */
const mostRemembered = 4_096;

export class FailedTries {
  readonly #clock: Clock;
  readonly #rules: FailedTriesRules;
  readonly #failures = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock, rules: FailedTriesRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** @throws ProblemError too_many_requests when that address has shown too many; else it is counted */
  count(address: string): void {
    const { most, what, action } = this.#rules;
    const now = this.#clock.now();
    const known = this.#failures.get(address);
    const current = known && known.until > now ? known : { count: 0, until: now + minuteMs };
    if (current.count >= most) {
      const retryAfter = Math.ceil((current.until - now) / 1000);
      refuse('too_many_requests', `${address} has shown ${most} ${what}.`, { retryAfter, ...(action && { action }) });
    }
    this.#failures.delete(address);
    this.#failures.set(address, { ...current, count: current.count + 1 });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > mostRemembered && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** It has shown a good one, where each try is counted before it is known what it is. */
  forgive(address: string): void {
    this.#failures.delete(address);
  }
}
