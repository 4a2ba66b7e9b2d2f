/** Watches over a version that was just put in use: without a connection soon after its start it gives way to the one before. */
import { endUpdate, readUpdate, writeUpdate } from './update-state.ts';

/** How long a new version may take to reach its coordinator. */
const provesWithinMs = 120_000;
/** A version that ends again and again by itself never gets as far as that. */
const mostStarts = 5;

interface UpdateWatchOptions {
  readonly dataDir: string;
  /** The version that runs. */
  readonly version: string;
  readonly goBack: (previous: string) => void;
  /** No other version is needed any more. */
  readonly keepOnly: (version: string) => void;
  readonly provesWithinMs?: number;
}

export class UpdateWatch {
  readonly #options: UpdateWatchOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: UpdateWatchOptions) {
    this.#options = options;
  }

  /** At the agent's start, before it dials. */
  start(): void {
    const { dataDir, version, provesWithinMs: limitMs = provesWithinMs } = this.#options;
    const update = readUpdate(dataDir);
    if (!update) return;
    // The older one runs again: the newer one went back to it, and is not tried once more.
    if (update.version !== version) return this.#settle();
    const starts = update.starts + 1;
    writeUpdate(dataDir, { ...update, starts });
    if (starts > mostStarts) return this.#goBack(update.previous);
    this.#timer = setTimeout(() => this.#goBack(update.previous), limitMs);
  }

  /** The tunnel is open. */
  connected(): void {
    if (this.#timer === null) return;
    this.close();
    this.#settle();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #settle(): void {
    endUpdate(this.#options.dataDir);
    this.#options.keepOnly(this.#options.version);
  }

  #goBack(previous: string): void {
    this.close();
    this.#options.goBack(previous);
  }
}
