/** Keeps all downloads together below a rate: the office shares its internet line with them. */
import type { WaitingClock } from './waiting-clock.ts';

/** What may come at once after a pause: one that is shorter than a look at the window. */
const burstMs = 250;

export class Throttle {
  readonly #clock: WaitingClock;
  /** Null: no limit. */
  bytesPerSecond: number | null;
  /** When all that was taken so far has had its time. */
  #clearAt = 0;

  constructor(clock: WaitingClock, bytesPerSecond: number | null) {
    this.#clock = clock;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Returns when `bytes` more may be read. @throws the signal's reason when it is aborted */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.bytesPerSecond === null) return;
    const now = this.#clock.now();
    this.#clearAt = Math.max(this.#clearAt, now) + (bytes / this.bytesPerSecond) * 1000;
    const waitMs = this.#clearAt - now - burstMs;
    if (waitMs > 0) await this.#clock.wait(waitMs, signal);
  }
}
