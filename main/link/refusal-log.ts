/** Notes who was refused, without letting a stranger fill the disk: once a minute for each address, with the number of times. */
import type { Log } from '../../common/log.ts';

const quietMs = 60_000;
/** Addresses that are remembered; past it all are forgotten, which costs a line each. */
const mostAddresses = 1_000;

export class RefusalLog {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #seen = new Map<string, { loggedAt: number; silent: number }>();

  constructor(log: Log, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
  }

  note(address: string | undefined, reason: string): void {
    const from = address ?? 'an address that is gone';
    const now = this.#now();
    const seen = this.#seen.get(from);
    if (seen && now - seen.loggedAt < quietMs) {
      seen.silent += 1;
      return;
    }
    if (this.#seen.size >= mostAddresses) this.#seen.clear();
    this.#seen.set(from, { loggedAt: now, silent: 0 });
    this.#log.warn({ from, reason, more: seen?.silent ?? 0 }, 'a connection to the agents’ port was refused');
  }
}
