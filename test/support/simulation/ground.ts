/** What all parts of a simulated office stand on: its time, its chance, its history, and what was counted. */
import { seeded } from '../seeded.ts';
import { History } from './history.ts';
import { VirtualTime } from './virtual-time.ts';

/** A Monday morning: hours of use begin soon. */
const startAt = new Date('2026-11-16T07:00:00').getTime();

/** An invariant that did not hold. */
export interface Break {
  readonly what: string;
  /** Since the start: "26:03:07.250". */
  readonly at: string;
  /** What happened last before it. */
  readonly before: readonly string[];
}

const linesKept = 60;

export class Ground {
  readonly time = new VirtualTime(startAt);
  readonly history = new History(() => this.time.now);
  /** How often each thing happened. */
  readonly counts = new Map<string, number>();
  readonly #chance: ReturnType<typeof seeded>;
  #broken: Break | null = null;

  constructor(seed: number) {
    // Neighbouring seeds begin with numbers that are alike.
    this.#chance = seeded(Math.imul(seed + 1, 0x9e3779b1));
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return this.#chance.below(limit);
  }

  /** A whole number, both counted in. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True so many times in a hundred. */
  percent(times: number): boolean {
    return this.below(10_000) < times * 100;
  }

  some<T>(all: readonly T[]): T {
    if (all.length === 0) throw new RangeError('nothing to choose from');
    return all[this.below(all.length)] as T;
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  counted(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** The first invariant that broke; null: all hold. */
  get isBroken(): Break | null {
    return this.#broken;
  }

  /** Nothing is thrown: what is checked would take it for a failure of its own, and go on. */
  broken(what: string): void {
    this.#broken ??= { what, at: this.history.time(), before: this.history.last(linesKept) };
  }

  /** Everything that happens up to a moment, or until an invariant breaks. */
  runUntil(moment: number): Promise<void> {
    return this.time.runUntil(moment, () => this.#broken !== null);
  }
}
