/** When the engine is asked again for a card that it did not see: at the start of a PC its driver may take its time. */

/** A card that stays unseen is not asked for without end. */
const usualPausesMs = [1, 5, 15].map((minutes) => minutes * 60_000);

export class ProbeAgain {
  readonly #pausesMs: readonly number[];
  #passed = 0;
  #askedAt = 0;

  /** @param pausesMs between one time and the next */
  constructor(pausesMs: readonly number[] = usualPausesMs) {
    this.#pausesMs = pausesMs;
  }

  /** The engine was asked for another reason: all pauses lie ahead. @param now in milliseconds, as for `isDue` */
  begin(now: number): void {
    this.#passed = 0;
    this.#askedAt = now;
  }

  /** Whether to ask now; true once for each pause. */
  isDue(now: number): boolean {
    const pauseMs = this.#pausesMs[this.#passed];
    if (pauseMs === undefined || now - this.#askedAt < pauseMs) return false;
    this.#passed += 1;
    this.#askedAt = now;
    return true;
  }
}
