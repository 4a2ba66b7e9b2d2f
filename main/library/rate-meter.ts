/** How fast bytes come, smoothed over some seconds, so that the time left does not jump. */

const stepMs = 250;
const smoothingMs = 4_000;

export class RateMeter {
  #lastAt: number;
  #bytes = 0;
  #rate: number | null = null;

  /** @param now milliseconds since 1970, as everywhere here */
  constructor(now: number) {
    this.#lastAt = now;
  }

  /** @returns whether the rate is a new one: the moment to show it */
  add(bytes: number, now: number): boolean {
    this.#bytes += bytes;
    if (now - this.#lastAt < stepMs) return false;
    this.#rate = this.#smoothed(now);
    this.#bytes = 0;
    this.#lastAt = now;
    return true;
  }

  /** Bytes per second; it sinks while nothing comes. */
  at(now: number): number {
    return now - this.#lastAt < 4 * stepMs ? (this.#rate ?? 0) : this.#smoothed(now);
  }

  #smoothed(now: number): number {
    const passed = now - this.#lastAt;
    const fresh = (this.#bytes * 1000) / passed;
    if (this.#rate === null) return fresh;
    return fresh + (this.#rate - fresh) * Math.exp(-passed / smoothingMs);
  }
}
