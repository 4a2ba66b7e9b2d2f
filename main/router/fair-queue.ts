/** The fair queue: callers take turns, and one caller's requests keep their order. A plain data structure; nothing waits in here. */

export interface FairQueueLimits {
  /** Requests of all callers together. */
  readonly total: number;
  readonly perCaller: number;
}

type Admission = 'admitted' | 'full' | 'caller_full';

export class FairQueue<Item> {
  readonly #limits: FairQueueLimits;
  /** Requests that were begun once already: they go before everybody's turn. */
  readonly #begun: Item[] = [];
  /** Callers in the order of their turns; each has at least one request. */
  readonly #turns = new Map<string, Item[]>();
  #size = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  add(callerId: string, item: Item): Admission {
    if (this.#size >= this.#limits.total) return 'full';
    const own = this.#turns.get(callerId);
    if ((own?.length ?? 0) >= this.#limits.perCaller) return 'caller_full';
    if (own) own.push(item);
    else this.#turns.set(callerId, [item]);
    this.#size += 1;
    return 'admitted';
  }

  /** For a request that lost its place through no fault of its own. No limit applies: it was admitted before. */
  addBegun(item: Item): void {
    this.#begun.push(item);
    this.#size += 1;
  }

  /** Takes out a request that got its place: its caller's next turn comes after everybody else's. */
  take(item: Item): void {
    const callerId = this.#remove(item);
    if (callerId === null) return;
    const rest = this.#turns.get(callerId);
    if (!rest) return;
    this.#turns.delete(callerId);
    this.#turns.set(callerId, rest);
  }

  /** Takes out a request that was given up; nobody's turn changes. True when it was in the queue. */
  remove(item: Item): boolean {
    const before = this.#size;
    this.#remove(item);
    return this.#size < before;
  }

  /** All requests in the order in which they are served when nothing else comes: those begun, then turn by turn. */
  inOrder(): Item[] {
    const order = [...this.#begun];
    for (let turn = 0; order.length < this.#size; turn += 1) {
      for (const own of this.#turns.values()) {
        const item = own[turn];
        if (item !== undefined) order.push(item);
      }
    }
    return order;
  }

  /** The caller whose turns held it; null for one that was begun, or was not here. */
  #remove(item: Item): string | null {
    const begun = this.#begun.indexOf(item);
    if (begun >= 0) {
      this.#begun.splice(begun, 1);
      this.#size -= 1;
      return null;
    }
    for (const [callerId, own] of this.#turns) {
      const at = own.indexOf(item);
      if (at < 0) continue;
      own.splice(at, 1);
      if (own.length === 0) this.#turns.delete(callerId);
      this.#size -= 1;
      return callerId;
    }
    return null;
  }
}
