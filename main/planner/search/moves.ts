/** Small changes that the search tries: one replica put, changed or moved, what is in its way thrown out and put elsewhere. */
import type { Dice } from './dice.ts';
import { nothing } from './task.ts';
import type { Trial } from './trial.ts';

/** What a move has at hand. */
export interface Hand {
  readonly trial: Trial;
  readonly dice: Dice;
  /** By option, what a point of it counts: the first are all 1, the later make small ones count more. */
  readonly weights: readonly Float64Array[];
}

/** Places that are looked at for a replica that was thrown out. */
const rehomePlaces = 8;
/** Replicas that are put at most to fill a place up, and wishes that are looked at for it. */
const refillReplicas = 3;
const refillWishes = 16;

/** Puts some option of some wish on some place. */
export function putSomewhere(hand: Hand): boolean {
  const { trial, dice } = hand;
  const { draft } = trial;
  const { task } = draft;
  const wish = dice.roll(task.wishes.length);
  const place = dice.roll(task.places.length);
  const option = someOption(hand, place, wish);
  if (option === nothing || draft.optionAt(place, wish) === option) return false;
  const places = draft.ofWish[wish]!;
  if (draft.optionAt(place, wish) !== nothing) trial.take(place, wish);
  else if (places.length >= task.most[wish]!) {
    if (places.length === 0) return false;
    trial.take(places[dice.roll(places.length)]!, wish);
  }
  force(hand, place, option);
  rehome(hand);
  refill(hand, place);
  return true;
}

/** Gives some replica another variant or other slots. */
export function change(hand: Hand): boolean {
  const { trial, dice } = hand;
  const { draft } = trial;
  const place = dice.roll(draft.task.places.length);
  const wish = someWishOn(hand, place);
  if (wish === nothing) return false;
  const option = someOption(hand, place, wish);
  if (option === nothing || option === draft.optionAt(place, wish)) return false;
  trial.take(place, wish);
  force(hand, place, option);
  rehome(hand);
  refill(hand, place);
  return true;
}

/** Moves some replica to another place; what it throws out may take its old one. */
export function move(hand: Hand): boolean {
  const { trial, dice } = hand;
  const { draft } = trial;
  const { task } = draft;
  const from = dice.roll(task.places.length);
  const wish = someWishOn(hand, from);
  const to = dice.roll(task.places.length);
  if (wish === nothing || draft.optionAt(to, wish) !== nothing) return false;
  const same = draft.optionAt(from, wish);
  const allowed = task.firstAt[to * task.wishes.length + wish] !== nothing;
  const fits = allowed && task.options[same]!.keptAt === null && task.bytes[same]! <= task.room[to]!;
  const option = fits && dice.chance() < 0.6 ? same : someOption(hand, to, wish);
  if (option === nothing) return false;
  trial.take(from, wish);
  force(hand, to, option);
  for (const thrown of trial.loose) putBest(hand, from, thrown);
  rehome(hand);
  refill(hand, from);
  refill(hand, to);
  return true;
}

function someWishOn({ trial, dice }: Hand, place: number): number {
  const here = trial.draft.onPlace[place]!;
  return here.length === 0 ? nothing : here[dice.roll(here.length)]!;
}

/** Any option of a wish that the place could hold if it were empty. */
function someOption({ trial, dice }: Hand, place: number, wish: number): number {
  const { firstAt, firstFree, wishes, bytes, room, leastBytes } = trial.draft.task;
  if (leastBytes[wish]! > room[place]!) return nothing;
  const first = firstFree[wish]!;
  const count = firstFree[wish + 1]! - first;
  // What runs there now stands before those that may go anywhere.
  const head = firstAt[place * wishes.length + wish]!;
  if (head === nothing) return nothing;
  const roll = dice.roll(head === first ? count : count + 1);
  const option = roll < count ? first + roll : head;
  return bytes[option]! <= room[place]! ? option : nothing;
}

/** Throws out by chance until there is room. */
function force({ trial, dice }: Hand, place: number, option: number): void {
  const { draft } = trial;
  const here = draft.onPlace[place]!;
  while (draft.free[place]! < draft.task.bytes[option]!) {
    const wish = here[dice.roll(here.length)]!;
    trial.take(place, wish);
    trial.loose.push(wish);
  }
  trial.put(place, option);
}

function putBest({ trial, weights }: Hand, place: number, wish: number): void {
  const { draft } = trial;
  if (draft.optionAt(place, wish) !== nothing || draft.ofWish[wish]!.length >= draft.task.most[wish]!) return;
  const option = draft.best(place, wish, weights[0]!);
  if (option !== nothing) trial.put(place, option);
}

/** Puts what was thrown out where it brings most, among some places. */
function rehome({ trial, dice, weights }: Hand): void {
  const { draft, loose } = trial;
  const { places, most, leastBytes } = draft.task;
  for (const wish of loose) {
    if (draft.ofWish[wish]!.length >= most[wish]!) continue;
    let gain = 0;
    let option = nothing;
    let place = nothing;
    const start = places.length <= rehomePlaces ? 0 : dice.roll(places.length);
    for (let look = Math.min(rehomePlaces, places.length) - 1; look >= 0; look -= 1) {
      const candidate = (start + look) % places.length;
      if (draft.free[candidate]! < leastBytes[wish]! || draft.optionAt(candidate, wish) !== nothing) continue;
      const best = draft.best(candidate, wish, weights[0]!);
      if (draft.bestWorth <= gain) continue;
      gain = draft.bestWorth;
      option = best;
      place = candidate;
    }
    if (option !== nothing) trial.put(place, option);
  }
}

/** Fills a place up with what brings most there. */
function refill({ trial, dice, weights }: Hand, place: number): void {
  const { draft } = trial;
  const { wishes, most, leastBytes } = draft.task;
  const looks = Math.min(refillWishes, wishes.length);
  for (let round = 0; round < refillReplicas; round += 1) {
    let gain = 0;
    let option = nothing;
    const start = looks === wishes.length ? 0 : dice.roll(wishes.length);
    for (let look = 0; look < looks; look += 1) {
      const wish = (start + look) % wishes.length;
      if (draft.free[place]! < leastBytes[wish]! || draft.optionAt(place, wish) !== nothing) continue;
      if (draft.ofWish[wish]!.length >= most[wish]!) continue;
      const best = draft.best(place, wish, weights[0]!);
      if (draft.bestWorth <= gain) continue;
      gain = draft.bestWorth;
      option = best;
    }
    if (option === nothing) return;
    trial.put(place, option);
  }
}
