/** How often something may be done within a while, in all and by each address. */
import type { Clock } from '../base/clock.ts';

interface AllowanceOptions {
  readonly clock: Clock;
  readonly windowMs: number;
  readonly perAddress: number;
  readonly total: number;
}

export class Allowance {
  readonly #options: AllowanceOptions;
  /** Within the window, the oldest first. */
  #used: { readonly address: string; readonly at: number }[] = [];

  constructor(options: AllowanceOptions) {
    this.#options = options;
  }

  /** Seconds until this address may again; 0 when it may now. */
  wait(address: string): number {
    const { clock, windowMs, perAddress, total } = this.#options;
    const now = clock.now();
    this.#used = this.#used.filter(({ at }) => at > now - windowMs);
    const own = this.#used.filter((one) => one.address === address);
    const blocking = own.length >= perAddress ? own : this.#used.length >= total ? this.#used : [];
    const [oldest] = blocking;
    return oldest ? Math.max(1, Math.ceil((oldest.at + windowMs - now) / 1_000)) : 0;
  }

  /** Counts one. */
  use(address: string): void {
    this.#used.push({ address, at: this.#options.clock.now() });
  }
}
