/** Keeps the coordinator's process running: starts it, starts it again when it dies, and ends it in order. */
import type { Problem } from '../../../contract/errors.ts';
import { Listeners } from '../../base/listeners.ts';
import { GrowingPause } from '../growing-pause.ts';
import { FromCoordinator, type ToCoordinator } from './coordinator-messages.ts';
import type { Notice } from './notices.ts';
import type { OfficeStatus } from './office-status.ts';

/**
 *   idle     → starting (start)
 *   starting → ready (it serves) | failed (it says why not) | pausing (it died)
 *   ready    → pausing (it died)
 *   pausing  → starting (the pause is over)
 *   failed   → starting (start): a person has read the reason
 *   any      → closing (close) → closed (it is gone)
 */
export type KeeperState =
  | { readonly name: 'idle' | 'starting' | 'pausing' | 'closing' | 'closed' }
  | { readonly name: 'ready'; readonly link: string }
  | { readonly name: 'failed'; readonly problem: Problem };

/** What is needed of Electron's UtilityProcess. */
export interface CoordinatorChild {
  send(message: ToCoordinator): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
}

/** The coordinator needs 5 s at most. */
const closeWithinMs = 6_000;
/** After the kill; only a process that the system cannot end takes longer. */
const giveUpAfterMs = 1_000;

export class CoordinatorKeeper {
  readonly #spawn: () => CoordinatorChild;
  readonly #stateListeners = new Listeners<[KeeperState]>();
  readonly #statusListeners = new Listeners<[OfficeStatus]>();
  readonly #noticeListeners = new Listeners<[Notice]>();
  readonly #wishListeners = new Listeners();
  #state: KeeperState = { name: 'idle' };
  #child: CoordinatorChild | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #pause = new GrowingPause();
  #closed: Promise<void> | null = null;
  #onGone = (): void => undefined;

  constructor(spawn: () => CoordinatorChild) {
    this.#spawn = spawn;
  }

  get state(): KeeperState {
    return this.#state;
  }

  onState(listener: (state: KeeperState) => void): () => void {
    return this.#stateListeners.add(listener);
  }

  onStatus(listener: (status: OfficeStatus) => void): () => void {
    return this.#statusListeners.add(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#noticeListeners.add(listener);
  }

  /** Somebody stopped the office from the command line. */
  onShutdownWish(listener: () => void): () => void {
    return this.#wishListeners.add(listener);
  }

  /** Starts it, for the first time or after it failed. */
  start(): void {
    if (this.#state.name !== 'idle' && this.#state.name !== 'failed' && this.#state.name !== 'pausing') return;
    this.#enter({ name: 'starting' });
    const child = this.#spawn();
    this.#child = child;
    const startedAt = Date.now();
    child.onMessage((message) => {
      if (child === this.#child) this.#read(message, child);
    });
    child.onExit(() => {
      if (child === this.#child) this.#gone(Date.now() - startedAt);
    });
  }

  /** Says something to a coordinator that serves; one that does not is told nothing. */
  tell(message: ToCoordinator): void {
    if (this.#state.name === 'ready') this.#child?.send(message);
  }

  /** Tells it to close and waits until it is gone, 6 s at most; then it is killed. */
  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    const child = this.#child;
    this.#enter({ name: 'closing' });
    if (child) {
      const gone = new Promise<void>((resolve) => (this.#onGone = resolve));
      child.send({ type: 'close' });
      this.#timer = setTimeout(() => {
        child.kill();
        this.#timer = setTimeout(() => this.#onGone(), giveUpAfterMs);
      }, closeWithinMs);
      await gone;
      clearTimeout(this.#timer);
    }
    this.#enter({ name: 'closed' });
  }

  #read(message: unknown, child: CoordinatorChild): void {
    const read = FromCoordinator.safeParse(message);
    if (!read.success || this.#state.name === 'closing') return;
    switch (read.data.type) {
      case 'ready':
        return this.#enter({ name: 'ready', link: read.data.link });
      case 'failed':
        // Let go of it, so that its end is not taken for a death.
        this.#child = null;
        child.send({ type: 'close' });
        return this.#enter({ name: 'failed', problem: read.data.problem });
      case 'status':
        return this.#statusListeners.call(read.data.status);
      case 'notice':
        return this.#noticeListeners.call(read.data.notice);
      case 'shutdown-wish':
        return this.#wishListeners.call();
    }
  }

  #gone(livedMs: number): void {
    this.#child = null;
    if (this.#state.name === 'closing') return this.#onGone();
    this.#enter({ name: 'pausing' });
    this.#timer = setTimeout(() => this.start(), this.#pause.after(livedMs));
  }

  #enter(state: KeeperState): void {
    this.#state = state;
    this.#stateListeners.call(state);
  }
}
