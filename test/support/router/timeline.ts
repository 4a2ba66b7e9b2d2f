/** What happens when, on a clock that is a number: the earliest first, among equals in the order in which they were told. */
export class Timeline {
  readonly #events: { at: number; order: number; run: () => void }[] = [];
  #told = 0;
  now = 0;

  at(at: number, run: () => void): void {
    const events = this.#events;
    events.push({ at, order: ++this.#told, run });
    for (let child = events.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  in(milliseconds: number, run: () => void): void {
    this.at(this.now + milliseconds, run);
  }

  /** Runs the next event. False when there is none up to `until`. */
  next(until: number): boolean {
    const first = this.#events[0];
    if (!first || first.at > until) return false;
    this.#swap(0, this.#events.length - 1);
    this.#events.pop();
    for (let parent = 0; ;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (this.#isBefore(child, least)) least = child;
      if (least === parent) break;
      this.#swap(parent, least);
      parent = least;
    }
    this.now = Math.max(this.now, first.at);
    first.run();
    return true;
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#events[a], this.#events[b]];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#events[a], this.#events[b]];
    if (one && other) [this.#events[a], this.#events[b]] = [other, one];
  }
}
