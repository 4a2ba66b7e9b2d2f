/** A seeded source of chance, so that the same office always gets the same plan: xorshift with 32 bits of state (Marsaglia 2003). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** A whole number from 0 up to, but not including, `sides` (at most 2³²). */
  roll(sides: number): number {
    return Math.floor(this.chance() * sides);
  }

  /** From 0 up to, but not including, 1. */
  chance(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) / 2 ** 32;
  }
}
