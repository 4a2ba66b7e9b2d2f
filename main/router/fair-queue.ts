/**
 * The fair queue: whoever had least for its weight comes next, and one caller's requests keep their order. What was had is
 * counted in seconds of a slot, and only while others want it too: nobody pays later for what stood idle. A plain data structure;
 * nothing waits in here.
 */

export interface FairQueueLimits {
  /** Requests of all callers together. */
  readonly total: number;
  readonly perCaller: number;
}

type Admission = 'admitted' | 'full' | 'caller_full';

/** Seconds that a caller can be behind its turn at most, divided by its weight: a long answer costs turns, not the day. */
const mostBehind = 60;
/** Callers without a request that are remembered because they are behind their turn. */
const remembered = 1024;

/** A caller's turn comes by `had`, then by `turn`: those served longest ago first. */
interface Share<Item> {
  weight: number;
  /** Seconds that it had, divided by its weight, on a scale that all callers share. */
  had: number;
  turn: number;
  readonly items: Item[];
}

export class FairQueue<Item> {
  readonly #limits: FairQueueLimits;
  /** Requests that were begun once already: they go before everybody's turn. */
  readonly #begun: Item[] = [];
  readonly #shares = new Map<string, Share<Item>>();
  /** What the one served last had had before: who comes new starts from there, not from zero. */
  #level = 0;
  #turns = 0;
  #usualSeconds = 1;
  /** So many callers are looked through for those that are over. */
  #forgetFrom = 16;
  #size = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  /** Callers that are known now: those that wait, and some that are behind their turn. */
  get callers(): number {
    return this.#shares.size;
  }

  /** @param weight a caller of weight 2 gets twice the share of a caller of weight 1 */
  add(callerId: string, item: Item, weight?: number): Admission {
    const admission = this.admission(callerId);
    if (admission !== 'admitted') return admission;
    this.#share(callerId, weight).items.push(item);
    this.#size += 1;
    return admission;
  }

  /** What `add` would say. */
  admission(callerId: string): Admission {
    if (this.#size >= this.#limits.total) return 'full';
    const waiting = this.#shares.get(callerId)?.items.length ?? 0;
    return waiting >= this.#limits.perCaller ? 'caller_full' : 'admitted';
  }

  /** For a request that lost its place through no fault of its own. No limit applies: it was admitted before. */
  addBegun(item: Item): void {
    this.#begun.push(item);
    this.#size += 1;
  }

  /** Takes out a request that got its place. @param seconds that it is expected to hold it */
  take(item: Item, seconds = 1): void {
    const callerId = this.#remove(item);
    if (callerId !== null) this.charge(callerId, seconds);
  }

  /** Counts a place that was given, waited for or not. */
  charge(callerId: string, seconds: number, weight?: number): void {
    const share = this.#share(callerId, weight);
    this.#level = Math.max(this.#level, share.had);
    share.had += seconds / share.weight;
    share.turn = ++this.#turns;
    this.#usualSeconds += (seconds - this.#usualSeconds) / 8;
    this.#forget();
  }

  /** A place was held for longer or shorter than it was charged for. @param seconds more; negative: less */
  correct(callerId: string, seconds: number): void {
    const share = this.#shares.get(callerId);
    if (!share) return;
    const had = share.had + seconds / share.weight;
    share.had = Math.min(Math.max(had, this.#level), Math.max(share.had, this.#level + mostBehind / share.weight));
  }

  /** Takes out a request that was given up; nobody's turn changes. True when it was in the queue. */
  remove(item: Item): boolean {
    const before = this.#size;
    this.#remove(item);
    return this.#size < before;
  }

  /** All requests, in no order. */
  *all(): Iterable<Item> {
    yield* this.#begun;
    for (const { items } of this.#shares.values()) yield* items;
  }

  /** All requests in the order in which they are served when nothing else comes: those begun, then turn by turn. */
  inOrder(): Item[] {
    const turns = [...this.#shares.values()].flatMap(({ had, turn, weight, items }) =>
      items.map((item, at) => ({ item, had: had + (at * this.#usualSeconds) / weight, at, turn })),
    );
    turns.sort((a, b) => a.had - b.had || a.at - b.at || a.turn - b.turn);
    return [...this.#begun, ...turns.map(({ item }) => item)];
  }

  #share(callerId: string, weight?: number): Share<Item> {
    let share = this.#shares.get(callerId);
    if (!share) {
      share = { weight: weight ?? 1, had: this.#level, turn: ++this.#turns, items: [] };
      this.#shares.set(callerId, share);
    }
    // Who was away starts level with those who were here.
    if (share.items.length === 0 && share.had < this.#level) share.had = this.#level;
    share.weight = weight ?? share.weight;
    return share;
  }

  /** Who waits for nothing and is not behind is like one who never came. */
  #forget(): void {
    if (this.#shares.size < this.#forgetFrom) return;
    for (const [callerId, { items, had }] of this.#shares) {
      const isOver = items.length === 0 && (had <= this.#level || this.#shares.size > remembered);
      if (isOver) this.#shares.delete(callerId);
    }
    this.#forgetFrom = Math.min(2 * this.#shares.size + 16, remembered + this.#size);
  }

  /** The caller that it belongs to; null for one that was begun, or was not here. */
  #remove(item: Item): string | null {
    const begun = this.#begun.indexOf(item);
    if (begun >= 0) {
      this.#begun.splice(begun, 1);
      this.#size -= 1;
      return null;
    }
    for (const [callerId, { items }] of this.#shares) {
      const at = items.indexOf(item);
      if (at < 0) continue;
      items.splice(at, 1);
      this.#size -= 1;
      return callerId;
    }
    return null;
  }
}
