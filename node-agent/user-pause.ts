/** Watches whether this PC's user paused its agent. */
import { isDeepStrictEqual } from 'node:util';
import type { UserPause } from '../contract/user-pause.ts';
import { pause } from './base/pause.ts';
import { readUserPause } from './base/user-pause-file.ts';

/** How soon `agent pause` and `agent resume` are noticed, and the end of a pause. */
const lookEveryMs = 500;

export class UserPauseWatch {
  readonly #dataDir: string;
  readonly #lookEveryMs: number;
  #now: UserPause | null;

  constructor(dataDir: string, everyMs = lookEveryMs) {
    this.#dataDir = dataDir;
    this.#lookEveryMs = everyMs;
    this.#now = readUserPause(dataDir, Date.now());
  }

  /** The pause that holds; null: the agent works. */
  get now(): UserPause | null {
    return this.#now;
  }

  /** Looks until the abort. */
  async run(onChange: () => void, signal: AbortSignal): Promise<void> {
    while (await pause(this.#lookEveryMs, signal)) {
      const next = readUserPause(this.#dataDir, Date.now());
      if (isDeepStrictEqual(next, this.#now)) continue;
      this.#now = next;
      onChange();
    }
  }
}
