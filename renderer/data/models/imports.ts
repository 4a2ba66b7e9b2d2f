import { Imported } from '../../../contract/library.ts';
import { toProblem } from '../../../contract/problem.ts';
import type { ControlClient } from '../client/control-client.ts';

interface ImportsView {
  readonly running: boolean;
  /** What became of those that were tried; null: nothing was, or it has been seen. */
  readonly outcome: Imported | null;
}

const none: Imported = { models: [], refused: [] };

/**
 * Takes in model files that lie on the coordinator's PC. It lives as long as the window and takes no AbortSignal: what
 * was begun goes on when its dialog is closed.
 */
export class Imports {
  readonly #client: ControlClient;
  readonly #watchers = new Set<() => void>();
  readonly #waiting: string[] = [];
  #view: ImportsView = { running: false, outcome: null };

  constructor(client: ControlClient) {
    this.#client = client;
  }

  readonly view = (): ImportsView => this.#view;

  /** Calls `watcher` on each change of `view()`; returns the way to stop. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** @param paths of .gguf files or folders of them; they come after those that wait already */
  begin(paths: readonly string[]): void {
    if (paths.length === 0) return;
    this.#waiting.push(...paths);
    if (!this.#view.running) void this.#takeAll();
  }

  /** A person has seen what became of them; what still runs is shown again. */
  seen(): void {
    if (!this.#view.running) this.#become({ running: false, outcome: null });
  }

  async #takeAll(): Promise<void> {
    this.#become({ running: true, outcome: null });
    for (let path = this.#waiting.shift(); path !== undefined; path = this.#waiting.shift()) {
      // One after the other: they are copied to the same disk.
      // eslint-disable-next-line no-await-in-loop
      const { models, refused } = await this.#take(path);
      const { models: taken, refused: left } = this.#view.outcome ?? none;
      this.#become({ running: true, outcome: { models: [...taken, ...models], refused: [...left, ...refused] } });
    }
    this.#become({ ...this.#view, running: false });
  }

  /** One that cannot be taken in keeps none of the others back. */
  async #take(path: string): Promise<Imported> {
    try {
      return await this.#client.ask('/models/import', Imported, { method: 'POST', body: { path } });
    } catch (error) {
      return { models: [], refused: [{ file: path, problem: toProblem(error) }] };
    }
  }

  #become(view: ImportsView): void {
    this.#view = view;
    for (const watcher of this.#watchers) watcher();
  }
}
