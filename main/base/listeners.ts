/** A set of listeners. Whoever adds one gets back how to take it away. */
export class Listeners<Args extends unknown[] = []> {
  readonly #all = new Set<(...args: Args) => void>();

  add(listener: (...args: Args) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  call(...args: Args): void {
    for (const listener of this.#all) listener(...args);
  }
}
