/** Times one attempt: how fast its replica reads and writes, as the router wants to know it. */
import type { Ran } from '../router/replica-load.ts';

/** From so many tokens on, the first one is no longer counted in: it came with the reading. */
const enough = 16;

export class AttemptTimes {
  #promptTokens = 0;
  #promptAt = 0;
  #firstAt = 0;
  #lastAt = 0;
  #tokens = 0;

  /** @param tokens to read. @param now in milliseconds */
  prompt(tokens: number, now: number): void {
    this.#promptTokens = tokens;
    this.#promptAt = now;
  }

  token(now: number): void {
    this.#firstAt ||= now;
    this.#lastAt = now;
    this.#tokens += 1;
  }

  /** A token came. */
  get begun(): boolean {
    return this.#tokens > 0;
  }

  /** Null before the first token. */
  get ran(): Ran | null {
    if (!this.begun) return null;
    const many = this.#tokens >= enough;
    return {
      promptTokens: this.#promptTokens,
      promptSeconds: (this.#firstAt - this.#promptAt) / 1000,
      tokens: many ? this.#tokens - 1 : this.#tokens,
      seconds: (this.#lastAt - (many ? this.#firstAt : this.#promptAt)) / 1000,
    };
  }
}
