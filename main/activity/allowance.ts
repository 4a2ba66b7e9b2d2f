/** Lets so many of a kind through in a minute: what a client can cause without end must not fill the disk. */
export class Allowance {
  readonly #perMinute: number;
  #minute = 0;
  #used = 0;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** @param now milliseconds since 1970 */
  take(now: number): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) this.#used = 0;
    this.#minute = minute;
    this.#used += 1;
    return this.#used <= this.#perMinute;
  }
}
