/** How fast a replica answers now. */

const windowMs = 5_000;

/** Tokens per second over the last seconds, from a counter that only grows. */
export class TokenRate {
  readonly #samples: { at: number; total: number }[] = [];

  /**
   * Takes the counter's value now and gives the rate over the last 5 s; 0 when nothing was computed in them.
   * @param at milliseconds on a clock that does not go back
   */
  sample(at: number, total: number): number {
    const samples = this.#samples;
    samples.push({ at, total });
    // One sample older than the window stays: growth is counted from there.
    while (samples.length > 2 && (samples[1]?.at ?? at) <= at - windowMs) samples.shift();
    const first = samples[0] ?? { at, total };
    const seconds = (at - first.at) / 1000;
    return seconds > 0 ? (total - first.total) / seconds : 0;
  }
}
