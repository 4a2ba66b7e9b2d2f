/**
 * Time that is a number. While it is in place, every timer and clock of the program follows it: whole days pass in minutes, and
 * the same way each time. After each event all promises that can go on do so before the next event.
 */
import { Timeline } from '../router/timeline.ts';

const settled = setImmediate;

/** What `setTimeout` gives while virtual time is in place. */
class VirtualTimer {
  readonly #time: VirtualTime;
  readonly #delay: number;
  readonly #run: () => void;
  #due: number | null;

  constructor(time: VirtualTime, run: () => void, delay: number) {
    this.#time = time;
    this.#run = run;
    this.#delay = Math.max(1, Math.ceil(delay));
    this.#due = time.now + this.#delay;
    this.#wait();
  }

  refresh(): this {
    // It is told to the timeline when its first moment comes: streams put theirs off with each token.
    const isWaiting = this.#due !== null;
    this.#due = this.#time.now + this.#delay;
    if (!isWaiting) this.#wait();
    return this;
  }

  clear(): void {
    this.#due = null;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  #wait(): void {
    const due = this.#due ?? 0;
    this.#time.at(due, () => {
      if (this.#due === null) return;
      if (this.#due > due) return this.#wait();
      this.#due = null;
      this.#run();
    });
  }
}

export class VirtualTime {
  readonly #timeline = new Timeline();

  /** @param startAt in milliseconds since 1970 */
  constructor(startAt: number) {
    this.#timeline.now = startAt;
  }

  get now(): number {
    return this.#timeline.now;
  }

  at(moment: number, run: () => void): void {
    this.#timeline.at(moment, run);
  }

  in(milliseconds: number, run: () => void): void {
    this.#timeline.in(Math.max(1, Math.ceil(milliseconds)), run);
  }

  /** Computing took so long, and nothing else could happen meanwhile. */
  spend(milliseconds: number): void {
    this.#timeline.now += milliseconds;
  }

  /** Takes the place of the program's timers and clock. @returns how to give them back */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    const { now } = Date;
    const start = (run: (...args: unknown[]) => void, delay = 0, ...args: unknown[]): VirtualTimer =>
      new VirtualTimer(this, () => run(...args), delay);
    const stop = (timer: unknown): void => {
      if (timer instanceof VirtualTimer) timer.clear();
    };
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
    Date.now = () => this.now;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Date.now = now;
    };
  }

  /** Everything that happens up to a moment. @param isOver looked at after each event */
  async runUntil(moment: number, isOver: () => boolean): Promise<void> {
    do {
      await new Promise((resolve) => settled(resolve));
      if (isOver()) return;
    } while (this.#timeline.next(moment));
    this.#timeline.now = Math.max(this.#timeline.now, moment);
  }
}
