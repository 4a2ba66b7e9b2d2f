/** Pauses before something that died is started again: a first crash costs half a second, one after the other costs more. */

const firstMs = 500;
const longestMs = 30_000;
/** What lived this long was well: the next pause is short again. */
const wellAfterMs = 60_000;

export class GrowingPause {
  #nextMs = firstMs;

  /** @param livedMs how long it lived this time. @returns how long to wait, in milliseconds */
  after(livedMs: number): number {
    const pauseMs = livedMs > wellAfterMs ? firstMs : this.#nextMs;
    this.#nextMs = Math.min(pauseMs * 2, longestMs);
    return pauseMs;
  }
}
