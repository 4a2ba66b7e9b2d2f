/** The margin on every card: an admin changes it, and it stays in the settings. */
import { Listeners } from '../base/listeners.ts';
import { changeSettings } from './settings.ts';

export class Margin {
  readonly #dataDir: string;
  readonly #changed = new Listeners();
  #bytes: number;

  constructor(dataDir: string, bytes: number) {
    this.#dataDir = dataDir;
    this.#bytes = bytes;
  }

  /** Of each card, from now on. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  set(bytes: number): void {
    changeSettings(this.#dataDir, 'marginBytes', bytes);
    this.#bytes = bytes;
    this.#changed.call();
  }

  /** @returns how to stop */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
