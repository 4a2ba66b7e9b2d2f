/** What may be done without a key: an admin opens it and closes it, and it stays in the settings. */
import type { KeylessLimits } from '../../contract/keys.ts';
import { changeSettings } from './settings.ts';

export class WithoutKey {
  readonly #dataDir: string;
  #limits: KeylessLimits | null;

  constructor(dataDir: string, limits: KeylessLimits | null) {
    this.#dataDir = dataDir;
    this.#limits = limits;
  }

  /** From now on; null: every request needs a key. */
  get limits(): KeylessLimits | null {
    return this.#limits;
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  set(limits: KeylessLimits | null): void {
    changeSettings(this.#dataDir, 'access', { withoutKey: limits });
    this.#limits = limits;
  }
}
