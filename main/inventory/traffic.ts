/** What is asked of each model now: requests that wait, requests that are being answered, and when the last one was there. */
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';

export interface ModelTraffic {
  /** Requests. */
  readonly waiting: number;
  readonly answering: number;
  /** When a request was there last, in milliseconds since 1970; null: none since the coordinator started. */
  readonly lastAt: number | null;
}

const none: ModelTraffic = { waiting: 0, answering: 0, lastAt: null };

export class Traffic {
  readonly #clock: Clock;
  readonly #models = new Map<string, ModelTraffic>();
  readonly #changed = new Listeners();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Called when the first request begins to wait for a model: perhaps it must be loaded first. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  of(model: string): ModelTraffic {
    return this.#models.get(model) ?? none;
  }

  /** A request begins to wait. @returns how to say that it waits no more */
  waits(model: string): () => void {
    const end = this.#count(model, 'waiting');
    if (this.of(model).waiting === 1) this.#changed.call();
    return end;
  }

  /** A request has a slot. @returns how to say that it has left it */
  answers(model: string): () => void {
    return this.#count(model, 'answering');
  }

  /** Other models are forgotten. */
  keepOnly(models: ReadonlySet<string>): void {
    for (const model of this.#models.keys()) if (!models.has(model)) this.#models.delete(model);
  }

  #count(model: string, what: 'waiting' | 'answering'): () => void {
    const add = (change: 1 | -1): void => {
      const known = this.of(model);
      const count = Math.max(0, known[what] + change);
      this.#models.set(model, { ...known, [what]: count, lastAt: this.#clock.now() });
    };
    add(1);
    let counts = true;
    return () => {
      if (counts) add(-1);
      counts = false;
    };
  }
}
