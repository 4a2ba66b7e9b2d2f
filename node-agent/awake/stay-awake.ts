/** Keeps this PC from sleeping while it writes answers, and for some seconds after the last one, unless the office wants none of it. */
import type { Log } from '../../common/log.ts';
import type { AwakeWay } from './awake-ways.ts';
import type { HeldProgram, HoldProgram } from './hold-program.ts';

interface StayAwakeOptions {
  /** Tried in their order; what did not work is not tried again. */
  readonly ways: readonly AwakeWay[];
  readonly hold: HoldProgram;
  readonly log: Log;
  /** How long it stays awake after the last answer, in milliseconds. */
  readonly afterMs?: number;
}

export class StayAwake {
  readonly #options: StayAwakeOptions;
  /** Which way is used. */
  #way = 0;
  #held: HeldProgram | null = null;
  #release: NodeJS.Timeout | null = null;
  #isBusy = false;
  /** Until the office says otherwise: one of an older version never does. */
  #allowed = true;

  constructor(options: StayAwakeOptions) {
    this.#options = options;
  }

  /** Answers are being written now, or none is. */
  busy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    if (!this.#allowed) return;
    if (isBusy) {
      this.#stay();
      if (!this.#held) this.#take();
    } else if (this.#held) {
      this.#release ??= setTimeout(() => this.close(), this.#options.afterMs ?? 5_000).unref();
    }
  }

  /** Whether the office wants that from now on. */
  allow(allowed: boolean): void {
    this.#allowed = allowed;
    if (!allowed) this.close();
    else if (this.#isBusy) this.busy(true);
  }

  /** This PC may sleep again. */
  close(): void {
    this.#stay();
    this.#held?.end();
    this.#held = null;
  }

  #stay(): void {
    if (this.#release) clearTimeout(this.#release);
    this.#release = null;
  }

  #take(): void {
    const { ways, hold } = this.#options;
    const way = ways[this.#way];
    if (!way) return;
    this.#held = hold(way);
    void this.#outlive(this.#held);
  }

  /** Takes the next way when this one ends by itself. */
  async #outlive(held: HeldProgram): Promise<void> {
    const why = await held.ended;
    if (this.#held !== held) return;
    this.#held = null;
    this.#way += 1;
    if (this.#way < this.#options.ways.length) this.#take();
    else this.#options.log.info({ why }, 'this PC cannot be kept from sleeping while it answers');
  }
}
