/** A plan in the making: what stands where, and what that is worth. Every change costs a fixed few steps. */
import { nothing, type Task } from './task.ts';

/** What a change costs beside looking at an option, measured. */
const changeEffort = 4;

export class Draft {
  readonly task: Task;
  /** Points so far, but for those that every plan has. */
  value = 0;
  /** Options that were looked at so far, and changes: a measure of effort that is the same on every machine. */
  effort = 0;
  /** What the option that `best` named last is worth. */
  bestWorth = 0;
  /** Option by place × wishes + wish. */
  readonly at: Int32Array;
  /** Wishes by place, places by wish. */
  readonly onPlace: number[][];
  readonly ofWish: number[][];
  readonly free: Float64Array;
  readonly #load: Float64Array;
  readonly #served: Float64Array;
  /** Replicas by grade; and by wish the quality that a further one must pass to bring points. */
  readonly #graded: Int32Array;
  readonly #floor: Float64Array;

  constructor(task: Task) {
    this.task = task;
    const { places, wishes } = task;
    this.at = new Int32Array(places.length * wishes.length).fill(nothing);
    this.onPlace = places.map(() => []);
    this.ofWish = wishes.map(() => []);
    this.free = Float64Array.from(task.room);
    this.#load = new Float64Array(places.length);
    this.#served = new Float64Array(wishes.length);
    this.#graded = new Int32Array(task.gradeQuality.length);
    this.#floor = Float64Array.from(task.least, (least) => (least > 0 ? 0 : 2));
  }

  optionAt(place: number, wish: number): number {
    return this.at[place * this.task.wishes.length + wish]!;
  }

  /** Points that the option would bring here. Its wish has nothing on this place, and there is room. */
  gain(place: number, option: number): number {
    const { task } = this;
    const wish = task.wishOf[option]!;
    const bandwidth = task.bandwidth[place]!;
    const load = this.#load[place]!;
    const more = task.load[option]! / bandwidth;
    const over = load + (more < 1 ? more : 1) - 1;
    let gain = task.ownPoints[option]!;
    if (task.bonus !== null) gain += task.bonus[place * task.wishes.length + wish]!;
    if (task.secondPoints !== null && this.#isSecond(place, wish)) gain += task.secondPoints[wish]!;
    if (over > 0) gain -= task.overloadPoints * (load > 1 ? over - load + 1 : over);
    const above = task.quality[option]! - this.#floor[wish]!;
    if (above > 0) gain += task.qualityPoints[wish]! * above;
    const unserved = 1 - this.#served[wish]!;
    if (unserved > 0) {
      const served = task.served[option]! * bandwidth;
      gain += task.servicePoints[wish]! * (served < unserved ? served : unserved);
    }
    return gain;
  }

  /**
   * The option of a wish that is worth most on a place, in the room that is free there; −1: none brings any points. The wish
   * has nothing on this place.
   * @param weight by option: what one point of its gain counts.
   */
  best(place: number, wish: number, weight: Float64Array): number {
    const { task } = this;
    const room = this.free[place]!;
    let best = nothing;
    let most = 0;
    let option = task.leastBytes[wish]! > room ? nothing : task.firstAt[place * task.wishes.length + wish]!;
    for (; option !== nothing; option = task.next[option]!) {
      this.effort += 1;
      if (task.bytes[option]! > room) continue;
      const worth = this.gain(place, option) * weight[option]!;
      if (worth > most) {
        most = worth;
        best = option;
      }
    }
    this.bestWorth = most;
    return best;
  }

  put(place: number, option: number): void {
    const { task } = this;
    const wish = task.wishOf[option]!;
    this.effort += changeEffort;
    this.value += this.gain(place, option);
    this.at[place * task.wishes.length + wish] = option;
    this.onPlace[place]!.push(wish);
    this.ofWish[wish]!.push(place);
    this.free[place]! -= task.bytes[option]!;
    this.#load[place]! += Math.min(1, task.load[option]! / task.bandwidth[place]!);
    this.#served[wish]! += task.served[option]! * task.bandwidth[place]!;
    this.#graded[task.gradeOf[option]!]! += 1;
    this.#rank(wish);
  }

  take(place: number, wish: number): void {
    const { task } = this;
    const at = place * task.wishes.length + wish;
    const option = this.at[at]!;
    this.effort += changeEffort;
    this.at[at] = nothing;
    drop(this.onPlace[place]!, wish);
    drop(this.ofWish[wish]!, place);
    this.free[place]! += task.bytes[option]!;
    this.#load[place]! -= Math.min(1, task.load[option]! / task.bandwidth[place]!);
    this.#served[wish]! -= task.served[option]! * task.bandwidth[place]!;
    this.#graded[task.gradeOf[option]!]! -= 1;
    this.#rank(wish);
    this.value -= this.gain(place, option);
  }

  /** Whether the place is on the second machine that the wish stands on. */
  #isSecond(place: number, wish: number): boolean {
    const { machineOf } = this.task;
    const places = this.ofWish[wish]!;
    if (places.length === 0) return false;
    const first = machineOf[places[0]!];
    for (const other of places) if (machineOf[other] !== first) return false;
    return machineOf[place] !== first;
  }

  /** The worst of the best replicas, as many as are required, is the floor; 0 while some are missing. */
  #rank(wish: number): void {
    const { firstGrade, gradeQuality, least } = this.task;
    let missing = least[wish]!;
    if (missing === 0) return;
    const end = firstGrade[wish + 1]!;
    for (let grade = firstGrade[wish]!; grade < end; grade += 1) {
      missing -= this.#graded[grade]!;
      if (missing <= 0) {
        this.#floor[wish] = gradeQuality[grade]!;
        return;
      }
    }
    this.#floor[wish] = 0;
  }
}

function drop(list: number[], one: number): void {
  const last = list.pop()!;
  if (last !== one) list[list.indexOf(one)] = last;
}
