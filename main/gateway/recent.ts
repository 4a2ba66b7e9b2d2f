/** A map that keeps its latest entries only, so that it cannot grow for ever. */
export class Recent<Key, Value> {
  readonly #kept: number;
  readonly #entries = new Map<Key, Value>();

  constructor(kept = 1000) {
    this.#kept = kept;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#kept) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
