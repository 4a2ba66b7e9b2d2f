/** Newer versions of the app: looked for when a person wants it, loaded and checked by electron-updater, applied on a person's word when nobody waits for an answer. */
import type { UpdateState } from '../../contract/desktop.ts';
import { Listeners } from '../base/listeners.ts';

/** What is needed of electron-updater's AppUpdater. */
export interface UpdaterHandle {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  on(event: 'update-available' | 'update-downloaded', listener: (info: { version: string }) => void): unknown;
  on(event: 'update-not-available', listener: () => void): unknown;
  on(event: 'download-progress', listener: (progress: { percent: number }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Null: it does not look at all, as this copy is none that it can replace; then no event follows. */
  checkForUpdates(): Promise<unknown>;
  /** @param isSilent without the installer's window. @param isForceRunAfter starts the app again */
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
}

/** Whether it is looked for one every day, too; it outlives the app. */
export interface DailyLook {
  read(): boolean;
  /** @throws ProblemError settings_invalid */
  write(on: boolean): void;
}

interface UpdatesParts {
  /** Null: this build cannot update itself. */
  readonly updater: UpdaterHandle | null;
  /** Says why, then, or when the updater finds that it is none. */
  readonly whyOff: string;
  readonly daily: DailyLook;
  /** Ends the office in order; the app ends with the call that follows. */
  readonly endOffice: () => Promise<void>;
  /** The office has ended and no update follows: the app starts again as it is. */
  readonly startAgain: () => void;
}

const dayMs = 24 * 60 * 60_000;
/** The start belongs to the office. */
const firstLookMs = 60_000;
const longestReason = 200;

export class Updates {
  readonly #parts: UpdatesParts;
  readonly #changed = new Listeners<[UpdateState]>();
  #state: UpdateState;
  #answers = 0;
  #looksDaily: boolean;
  #version = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
    this.#state = parts.updater ? { name: 'idle', lookedAt: null } : { name: 'off', why: parts.whyOff };
    this.#looksDaily = parts.daily.read();
    if (!parts.updater) return;
    this.#listen(parts.updater);
    if (this.#looksDaily) this.#lookIn(firstLookMs);
  }

  get state(): UpdateState {
    return this.#state;
  }

  get looksDaily(): boolean {
    return this.#looksDaily;
  }

  /** Whoever wants it every day wants it now, too. @throws ProblemError settings_invalid */
  setDaily(on: boolean): void {
    this.#parts.daily.write(on);
    this.#looksDaily = on;
    if (on) this.look();
    else this.close();
  }

  onChange(listener: (state: UpdateState) => void): () => void {
    return this.#changed.add(listener);
  }

  /** Looks now, unless one is under way or lies here. */
  look(): void {
    const { updater } = this.#parts;
    if (!updater) return;
    if (this.#looksDaily) this.#lookIn(dayMs);
    if (this.#state.name !== 'idle' && this.#state.name !== 'failed') return;
    this.#enter({ name: 'looking' });
    void this.#ask(updater);
  }

  /** A person wants the one that lies here: it is applied as soon as no answer is being written. */
  apply(): void {
    if (this.#state.name !== 'ready') return;
    this.#enter({ name: 'waiting', version: this.#version, answers: this.#answers });
    void this.#applyWhenIdle();
  }

  /** So many answers are being written now. */
  answersAre(answers: number): void {
    if (answers === this.#answers) return;
    this.#answers = answers;
    if (this.#state.name !== 'waiting') return;
    this.#enter({ ...this.#state, answers });
    void this.#applyWhenIdle();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #ask(updater: UpdaterHandle): Promise<void> {
    try {
      const result = await updater.checkForUpdates();
      if (result === null) this.#enter({ name: 'off', why: this.#parts.whyOff });
    } catch (error) {
      // What goes wrong comes as an event, too.
      this.#fail(error);
    }
  }

  async #applyWhenIdle(): Promise<void> {
    if (this.#answers > 0) return;
    this.#enter({ name: 'applying', version: this.#version });
    await this.#parts.endOffice();
    try {
      this.#parts.updater?.quitAndInstall(true, true);
    } catch (error) {
      this.#fail(error);
    }
  }

  #listen(updater: UpdaterHandle): void {
    updater.autoDownload = true;
    // Only a person's word puts it in place.
    updater.autoInstallOnAppQuit = false;
    updater.on('update-available', ({ version }) => {
      this.#version = version;
      this.#enter({ name: 'loading', version, share: 0 });
    });
    updater.on('update-not-available', () => this.#enter({ name: 'idle', lookedAt: Date.now() }));
    updater.on('download-progress', ({ percent }) => {
      if (this.#state.name === 'loading') this.#enter({ ...this.#state, share: Math.min(1, percent / 100) });
    });
    updater.on('update-downloaded', ({ version }) => {
      this.#version = version;
      this.#enter({ name: 'ready', version });
    });
    updater.on('error', (error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    // The first line: what follows may be a whole answer of a server.
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const hasEnded = this.#state.name === 'applying';
    this.#enter({ name: 'failed', why: line.slice(0, longestReason) });
    if (hasEnded) this.#parts.startAgain();
  }

  #lookIn(ms: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), ms);
    this.#timer.unref();
  }

  #enter(state: UpdateState): void {
    this.#state = state;
    this.#changed.call(state);
  }
}
