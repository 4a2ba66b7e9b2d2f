/** Ends a connection on which nothing comes: a line that went dead says nothing by itself. */
import { problem } from '../../contract/problem.ts';
import { TryLater } from './try-later.ts';

export class StallWatch {
  /** Aborted from outside, or when it stalls: then with a TryLater for its reason. */
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #limitMs: number;

  constructor(outer: AbortSignal, limitMs: number) {
    this.#limitMs = limitMs;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
  }

  /** Waits for something from the other side, and no longer than the limit. @throws the signal's reason when it is aborted */
  async over<Value>(waiting: Promise<Value>): Promise<Value> {
    const sentence = `Nothing came for ${Math.round(this.#limitMs / 1000)} s.`;
    const timer = setTimeout(() => this.#own.abort(new TryLater(problem('hub_unreachable', sentence))), this.#limitMs);
    try {
      return await waiting;
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
