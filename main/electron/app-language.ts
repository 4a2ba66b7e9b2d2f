/** The language of the tray, the menus and the notifications: what the window's person chose, or the system's. */
import { languages, nearestLanguage } from '../../words/languages.ts';
import { learnToRetell } from '../../words/retell.ts';
import { speak } from '../../words/words.ts';
import { Listeners } from '../base/listeners.ts';

interface LanguageParts {
  /** What was chosen last; anything else than the tag of a language of ours: the system's. */
  readonly memory: { read(): unknown; write(choice: string): void };
  /** What the system's person reads, the best first, as tags (BCP 47). */
  readonly system: () => readonly string[];
}

export class AppLanguage {
  readonly #parts: LanguageParts;
  readonly #changed = new Listeners();

  constructor(parts: LanguageParts) {
    this.#parts = parts;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Speaks what was chosen; to be awaited before anything is said. */
  async begin(): Promise<void> {
    const chosen = languages.find(({ tag }) => tag === this.#parts.memory.read());
    await speak(chosen?.tag ?? nearestLanguage(this.#parts.system()));
    await learnToRetell();
  }

  /** The window says its choice whenever it opens. */
  async choose(choice: string): Promise<void> {
    if (choice === this.#parts.memory.read()) return;
    this.#parts.memory.write(choice);
    await this.begin();
    this.#changed.call();
  }
}
