/** How the office is called, and how far its first run has come: an admin changes it, and it stays in the settings. */
import type { OfficeChange } from '../../contract/control-api.ts';
import { Listeners } from '../base/listeners.ts';
import { changeSettings, type Settings } from './settings.ts';

export class OfficeCard {
  readonly #dataDir: string;
  readonly #changed = new Listeners();
  #facts: Settings['office'];

  constructor(dataDir: string, facts: Settings['office']) {
    this.#dataDir = dataDir;
    this.#facts = facts;
  }

  get name(): string {
    return this.#facts.name;
  }

  get facts(): Settings['office'] {
    return this.#facts;
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  change({ name = this.#facts.name, welcome = this.#facts.welcome }: OfficeChange): void {
    const next = { name, welcome };
    changeSettings(this.#dataDir, 'office', next);
    this.#facts = next;
    this.#changed.call();
  }

  /** @returns how to stop */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
