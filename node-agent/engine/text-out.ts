/** Text of tokens. `before` are the tokens in front of them, because some vocabularies join words across tokens. */
type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

/** Tokens of context that a detokenizer is given. */
export const contextTokens = 8;
/** A code point has at most four bytes; after so many tokens without a whole one, the bytes are no text. */
const maxHeldTokens = 4;
const replacement = '\uFFFD';

/**
 * Tokens in, sendable text out: whole code points only, and nothing that may still turn out to be a stop string.
 * Replaying the tokens of another machine's answer (and dropping the text) brings it into the same state.
 */
export class TextOut {
  readonly #detokenize: Detokenize;
  readonly #stops: readonly string[];
  #before: readonly number[];
  #heldTokens: number[] = [];
  #heldText = '';
  #stop: string | null = null;

  constructor(detokenize: Detokenize, prompt: readonly number[], stops: readonly string[]) {
    this.#detokenize = detokenize;
    this.#before = prompt.slice(-contextTokens);
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** The stop string that was met: what follows is no part of the answer. Null: none was. */
  get stop(): string | null {
    return this.#stop;
  }

  /** Takes one token and gives the text that can be sent now, perhaps none. */
  push(token: number): string {
    this.#heldTokens.push(token);
    const text = this.#detokenize(this.#heldTokens, this.#before);
    if (!text.endsWith(replacement) || this.#heldTokens.length > maxHeldTokens) this.#accept(text);
    return this.#release(false);
  }

  /** The end of the answer: gives the text that was held back. */
  flush(): string {
    if (this.#heldTokens.length > 0) this.#accept(this.#detokenize(this.#heldTokens, this.#before));
    return this.#release(true);
  }

  #accept(text: string): void {
    this.#heldText += text;
    this.#before = [...this.#before, ...this.#heldTokens].slice(-contextTokens);
    this.#heldTokens = [];
  }

  #release(atEnd: boolean): string {
    if (this.#stop !== null) return '';
    const found = this.#stops.filter((stop) => this.#heldText.includes(stop));
    const [first] = found.toSorted((a, b) => this.#heldText.indexOf(a) - this.#heldText.indexOf(b));
    const free =
      first === undefined ? this.#heldText.length - (atEnd ? 0 : this.#possibleStop()) : this.#heldText.indexOf(first);
    const text = this.#heldText.slice(0, free);
    this.#stop = first ?? null;
    this.#heldText = first === undefined ? this.#heldText.slice(free) : '';
    return text;
  }

  /** Characters at the end of the held text that may be the beginning of a stop string. */
  #possibleStop(): number {
    let longest = 0;
    for (const stop of this.#stops) {
      for (let length = Math.min(stop.length - 1, this.#heldText.length); length > longest; length--) {
        if (stop.startsWith(this.#heldText.slice(-length))) longest = length;
      }
    }
    return longest;
  }
}
