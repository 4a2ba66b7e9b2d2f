/**
 * Holds a text back where it may become a stop text, and ends it there. Servers do this themselves, but not all of them, and none
 * says what it held back when it is lost: another place must not go on after half of a stop text.
 */
export class StopText {
  readonly #stops: readonly string[];
  #held = '';
  #stop: string | null = null;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** The stop text that was met: what follows is no part of the answer. Null: none was. */
  get stop(): string | null {
    return this.#stop;
  }

  /** Takes a piece and gives what can be sent now. */
  push(text: string): string {
    if (this.#stop !== null) return '';
    this.#held += text;
    const met = this.#stops
      .map((stop) => ({ stop, at: this.#held.indexOf(stop) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at)[0];
    if (met) this.#stop = met.stop;
    const free = this.#held.slice(0, met?.at ?? this.#held.length - this.#possible());
    this.#held = met ? '' : this.#held.slice(free.length);
    return free;
  }

  /** The end of the answer: gives what was held back. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }

  /** Characters at the end that may be the beginning of a stop text. */
  #possible(): number {
    const lengths = this.#stops.map((stop) => {
      let length = Math.min(stop.length - 1, this.#held.length);
      while (length > 0 && !stop.startsWith(this.#held.slice(-length))) length -= 1;
      return length;
    });
    return Math.max(0, ...lengths);
  }
}
