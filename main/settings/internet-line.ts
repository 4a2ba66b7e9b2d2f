/** The office's internet line: what downloads may take of it, as an admin says. It stays in the settings. */
import type { InternetLimit } from '../../contract/internet.ts';
import { isInHours } from '../base/hours.ts';
import { Listeners } from '../base/listeners.ts';
import { changeSettings } from './settings.ts';

export class InternetLine {
  readonly #dataDir: string;
  readonly #changed = new Listeners();
  #limit: InternetLimit;

  constructor(dataDir: string, { bytesPerSecond, hours }: InternetLimit) {
    this.#dataDir = dataDir;
    this.#limit = { bytesPerSecond, hours };
  }

  get limit(): InternetLimit {
    return this.#limit;
  }

  /** What all downloads together may take, in bytes a second; null: there is no limit at that time. @param now since 1970, in ms */
  rateAt(now: number): number | null {
    const { bytesPerSecond, hours } = this.#limit;
    return isInHours(hours, new Date(now)) ? bytesPerSecond : null;
  }

  /** @throws ProblemError settings_invalid when the file was broken meanwhile; nothing is changed then */
  set(limit: InternetLimit): void {
    changeSettings(this.#dataDir, 'hub', limit);
    this.#limit = limit;
    this.#changed.call();
  }

  /** @returns how to stop */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }
}
