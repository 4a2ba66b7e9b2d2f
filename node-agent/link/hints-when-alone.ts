/** Listens for coordinators only while there is no tunnel: an agent that is connected has no socket open but its own. */
import type { CoordinatorHints, HeardCoordinator } from './coordinator-hints.ts';

export class HintsWhenAlone implements CoordinatorHints {
  readonly #open: () => CoordinatorHints;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new Set<Promise<void>>();
  #hints: CoordinatorHints | null = null;
  #announced = false;

  /** Listens from the beginning. */
  constructor(open: () => CoordinatorHints) {
    this.#open = open;
    this.connected(false);
  }

  /** The tunnel was opened or closed. */
  connected(connected: boolean): void {
    if (connected) this.#end();
    else if (!this.#hints) {
      this.#hints = this.#open();
      this.#hints.onChange(() => {
        for (const listener of this.#listeners) listener();
      });
      this.#hints.announce(this.#announced);
    }
  }

  coordinators(): readonly HeardCoordinator[] {
    return this.#hints?.coordinators() ?? [];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  announce(on: boolean): void {
    this.#announced = on;
    this.#hints?.announce(on);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#end();
    await Promise.all(this.#closing);
  }

  #end(): void {
    const closing = this.#hints?.close().catch(() => undefined);
    this.#hints = null;
    if (!closing) return;
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }
}
