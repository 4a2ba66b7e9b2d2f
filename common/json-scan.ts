/** Follows a JSON object or list through text that comes in pieces, to its end. What stands in it is not checked. */
export class JsonScan {
  #depth = 0;
  #inText = false;
  #escaped = false;

  /** @param depth objects and lists that are open already */
  constructor(depth = 0) {
    this.#depth = depth;
  }

  /** How many characters of the text belong to it; `ended`: the last of them closes it. */
  read(text: string): { length: number; ended: boolean } {
    for (let at = 0; at < text.length; at++) {
      const character = text[at] ?? '';
      if (this.#inText) this.#within(character);
      else if (character === '"') this.#inText = true;
      else if (character === '{' || character === '[') this.#depth += 1;
      else if ((character === '}' || character === ']') && --this.#depth <= 0) return { length: at + 1, ended: true };
    }
    return { length: text.length, ended: false };
  }

  #within(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === '\\') this.#escaped = true;
    else if (character === '"') this.#inText = false;
  }
}
