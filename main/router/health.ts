/**
 * The health of one replica as its requests show it, so that one that fails fast attracts nothing.
 *
 * | state   | gets requests        | after a failure      | after a first token | after its time |
 * | ------- | -------------------- | -------------------- | ------------------- | -------------- |
 * | well    | as many as it holds  | ejected              | well                |                |
 * | ejected | none                 | ejected              | well                | on trial       |
 * | trial   | one at a time        | ejected, for longer  | well                |                |
 */

/** The score of failures falls to half in this time, in milliseconds: who fails now and then is kept out for longer each time. */
const halfLifeMs = 60_000;
const firstMs = 250;
const mostMs = 30_000;
/** When no other replica is left, one that failed is tried again after this time already. */
const lastResortMs = 2_000;

type State =
  | { readonly kind: 'well' }
  | { readonly kind: 'ejected'; readonly at: number; readonly until: number }
  | { readonly kind: 'trial'; readonly at: number };

export class Health {
  #state: State = { kind: 'well' };
  #score = 0;
  #scoredAt = 0;

  /** @param startedAt when the request that failed was given to it: what ran already when it was ejected says nothing new */
  failed(startedAt: number, now: number): void {
    const state = this.#state;
    if (state.kind !== 'well' && startedAt < state.at) return;
    this.#score = this.#score * 0.5 ** ((now - this.#scoredAt) / halfLifeMs) + 1;
    this.#scoredAt = now;
    this.#state = { kind: 'ejected', at: now, until: now + Math.min(mostMs, firstMs * 2 ** (this.#score - 1)) };
  }

  /** A request brought a token. */
  passed(): void {
    this.#state = { kind: 'well' };
  }

  /** It gets a request. */
  took(now: number): void {
    if (this.#state.kind === 'ejected') this.#state = { kind: 'trial', at: now };
  }

  /** A request left. When it was the one on trial, it showed nothing. */
  leftOpen(startedAt: number, now: number): void {
    if (this.#state.kind === 'trial' && startedAt >= this.#state.at)
      this.#state = { kind: 'ejected', at: now, until: now };
  }

  /** It was loaded anew: what was held against it is over. */
  renew(): void {
    this.#state = { kind: 'well' };
    this.#score = 0;
  }

  /** When it may get a request: 0, a moment to come, or never before its trial is over. */
  get from(): number {
    if (this.#state.kind === 'well') return 0;
    return this.#state.kind === 'trial' ? Infinity : this.#state.until;
  }

  /** The same, when there is no other. */
  get lastResortFrom(): number {
    return this.#state.kind === 'ejected' ? Math.min(this.#state.until, this.#state.at + lastResortMs) : this.from;
  }
}
