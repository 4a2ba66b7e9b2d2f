/** When the loop runs next: soon after a change, at a moment that is known ahead, and again after a command that was not heard. */

/** After a command that was not heard or not taken. */
const againMs = 500;

export class LoopTimers {
  readonly #run: () => void;
  readonly #wake: () => void;
  #soon: NodeJS.Timeout | null = null;
  #alarm: NodeJS.Timeout | null = null;
  #again: NodeJS.Timeout | null = null;

  /** @param wake is called at the known moments; it says itself how soon the run may be */
  constructor(run: () => void, wake: () => void) {
    this.#run = run;
    this.#wake = wake;
  }

  /** Runs after so many milliseconds; a run that is due already answers this, too. */
  soon(ms: number): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      this.#run();
    }, ms);
  }

  /** Wakes at a moment, and no more at the one that was named before. @param at null: at none */
  at(at: number | null, now: number): void {
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = at === null ? null : setTimeout(this.#wake, Math.max(0, at - now) + 1);
  }

  /** Wakes in a while. */
  again(): void {
    this.#again ??= setTimeout(() => {
      this.#again = null;
      this.#wake();
    }, againMs);
  }

  close(): void {
    for (const timer of [this.#soon, this.#alarm, this.#again]) if (timer) clearTimeout(timer);
  }
}
