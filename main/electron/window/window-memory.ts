/** What the app remembers of its window from start to start. A disk that takes nothing costs the memory, never the window. */

/** What is needed of electron-store's Store. */
interface MemoryStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

export class WindowMemory {
  readonly #store: MemoryStore;
  /** What was written since the start, on the disk or not. */
  readonly #written = new Map<string, unknown>();

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  /** @returns what was stored, of whatever shape: a person may have changed the file */
  read(key: string): unknown {
    return this.#written.has(key) ? this.#written.get(key) : this.#store.get(key);
  }

  write(key: string, value: unknown): void {
    this.#written.set(key, value);
    try {
      this.#store.set(key, value);
    } catch {
      // Told by nobody: all else that needs the disk complains.
    }
  }
}
