/** Keeps all downloads together below a rate: the office shares its internet line with them. */
import type { WaitingClock } from './waiting-clock.ts';

/** What may come at once after a pause: one that is shorter than a look at the window. */
const burstMs = 250;
/** Who waits looks so often whether the rate is another by now. */
const lookMs = 500;

export class Throttle {
  readonly #clock: WaitingClock;
  readonly #rateAt: (now: number) => number | null;
  /** Bytes that were taken, and those of them that have had their time by `#at`. */
  #taken = 0;
  #paid = 0;
  #at = 0;

  /** @param rateAt bytes a second at that time; null: no limit */
  constructor(clock: WaitingClock, rateAt: (now: number) => number | null) {
    this.#clock = clock;
    this.#rateAt = rateAt;
  }

  /** Returns when `bytes` more may be read. @throws the signal's reason when it is aborted */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    this.#pay();
    this.#taken += bytes;
    const mine = this.#taken;
    for (;;) {
      const rate = this.#pay();
      if (rate === null) return;
      const waitMs = ((mine - this.#paid) / rate) * 1000 - burstMs;
      if (waitMs <= 0) return;
      await this.#clock.wait(Math.min(waitMs, lookMs), signal);
    }
  }

  /** Nothing is saved up in a time in which nothing was taken. @returns the rate now */
  #pay(): number | null {
    const now = this.#clock.now();
    const rate = this.#rateAt(now);
    const more = rate === null ? Infinity : (rate * Math.max(0, now - this.#at)) / 1000;
    this.#paid = Math.min(this.#taken, this.#paid + more);
    this.#at = now;
    return rate;
  }
}
