/** How long a server that says it is busy is left alone: as it asks, or twice as long each time, so that a storm of 503s ends. */
const firstSeconds = 0.5;
const mostSeconds = 30;

export class BusyWait {
  readonly #random: () => number;
  #times = 0;

  /** @param random gives a number from 0 up to, not including, 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** @param asked seconds that the server names. @returns seconds, never less than those */
  next(asked: number | undefined): number {
    const own = Math.min(mostSeconds, firstSeconds * 2 ** this.#times);
    this.#times += 1;
    // Not all at once afterwards.
    return Math.max(own, asked ?? 0) * (1 + this.#random() * 0.2);
  }

  /** It took a request. */
  over(): void {
    this.#times = 0;
  }
}
