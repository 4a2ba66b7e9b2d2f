/** Changes to a draft that are kept or taken back together. */
import type { Draft } from './draft.ts';
import { nothing } from './task.ts';

export class Trial {
  readonly draft: Draft;
  /** What was thrown out to make room, by wish. */
  readonly loose: number[] = [];
  /** Place, wish, and what stood there before, for each change. */
  #notes = new Int32Array(3 * 1024);
  #length = 0;
  #value: number;

  constructor(draft: Draft) {
    this.draft = draft;
    this.#value = draft.value;
  }

  /** Points that the changes bring. */
  get gain(): number {
    return this.draft.value - this.#value;
  }

  put(place: number, option: number): void {
    this.#note(place, this.draft.task.wishOf[option]!);
    this.draft.put(place, option);
  }

  take(place: number, wish: number): void {
    this.#note(place, wish);
    this.draft.take(place, wish);
  }

  keep(): void {
    this.#value = this.draft.value;
    this.#forget();
  }

  undo(): void {
    const { draft } = this;
    while (this.#length > 0) {
      this.#length -= 3;
      const place = this.#notes[this.#length]!;
      const before = this.#notes[this.#length + 2]!;
      if (before === nothing) draft.take(place, this.#notes[this.#length + 1]!);
      else draft.put(place, before);
    }
    // Sums that went up and down again may be off in the last digit.
    draft.value = this.#value;
    this.#forget();
  }

  #note(place: number, wish: number): void {
    if (this.#length === this.#notes.length) {
      const longer = new Int32Array(2 * this.#notes.length);
      longer.set(this.#notes);
      this.#notes = longer;
    }
    this.#notes[this.#length] = place;
    this.#notes[this.#length + 1] = wish;
    this.#notes[this.#length + 2] = this.draft.optionAt(place, wish);
    this.#length += 3;
  }

  #forget(): void {
    this.#length = 0;
    if (this.loose.length > 0) this.loose.length = 0;
  }
}
