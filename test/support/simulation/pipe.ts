/** What one side puts in, the other reads, in order, until it ends with an error. */
export class Pipe<T> implements AsyncIterable<T> {
  readonly #queue: T[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake = (): void => undefined;

  push(value: T): void {
    this.#queue.push(value);
    this.#wake();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      for (let value = this.#queue.shift(); value !== undefined; value = this.#queue.shift()) yield value;
      if (this.#end) throw this.#end.error;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
