/** What the office does for the people at its PCs: an admin changes it, and it stays in the settings. */
import type { Courtesy, CourtesyChange } from '../../contract/courtesy.ts';
import { Listeners } from '../base/listeners.ts';
import { changeSettings } from './settings.ts';

export class Courtesies {
  readonly #dataDir: string;
  readonly #changed = new Listeners();
  #now: Courtesy;

  constructor(dataDir: string, now: Courtesy) {
    this.#dataDir = dataDir;
    this.#now = now;
  }

  get now(): Courtesy {
    return this.#now;
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  change({ keepAwake = this.#now.keepAwake, makeRoom = this.#now.makeRoom }: CourtesyChange): void {
    const next = { keepAwake, makeRoom };
    changeSettings(this.#dataDir, 'courtesy', next);
    this.#now = next;
    this.#changed.call();
  }

  /** @returns how to stop */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
