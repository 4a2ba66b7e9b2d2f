/** A large change that the search tries: some places are cleared and filled anew, each time a little differently. */
import type { Hand } from './moves.ts';
import { nothing } from './task.ts';

const mostPlaces = 4;
const mostWishes = 24;
/** How much of its worth chance takes from a choice at most. */
const noise = 0.4;

export function rebuild(hand: Hand): boolean {
  const { trial, dice, weights } = hand;
  const { draft } = trial;
  const places = somePlaces(hand);
  const wishes = someWishes(hand, places);
  for (const place of places) {
    const here = draft.onPlace[place]!;
    while (here.length > 0) trial.take(place, here[here.length - 1]!);
  }
  const weight = weights[dice.roll(weights.length)]!;
  const width = places.length;
  const worth = new Float64Array(wishes.length * width);
  const options = new Int32Array(wishes.length * width);
  const look = (row: number, column: number): void => {
    const wish = wishes[row]!;
    const place = places[column]!;
    const at = row * width + column;
    worth[at] = 0;
    if (draft.optionAt(place, wish) !== nothing || draft.ofWish[wish]!.length >= draft.task.most[wish]!) return;
    options[at] = draft.best(place, wish, weight);
    worth[at] = draft.bestWorth * (1 - noise * dice.chance());
  };
  for (let at = 0; at < worth.length; at += 1) look(Math.floor(at / width), at % width);
  for (;;) {
    let most = 0;
    for (let at = 1; at < worth.length; at += 1) if (worth[at]! > worth[most]!) most = at;
    if (!(worth[most]! > 0)) break;
    const row = Math.floor(most / width);
    const column = most % width;
    trial.put(places[column]!, options[most]!);
    for (let other = 0; other < width; other += 1) look(row, other);
    for (let other = 0; other < wishes.length; other += 1) {
      const at = other * width + column;
      if (worth[at]! > 0 && draft.task.bytes[options[at]!]! > draft.free[places[column]!]!) look(other, column);
    }
  }
  for (const place of places) settle(hand, place);
  return true;
}

/** Gives each replica of a place the option that brings most as things stand now. */
export function settle({ trial, weights }: Hand, place: number): void {
  const { draft } = trial;
  for (const wish of draft.onPlace[place]!.slice()) {
    trial.take(place, wish);
    const option = draft.best(place, wish, weights[0]!);
    if (option !== nothing) trial.put(place, option);
  }
}

function somePlaces({ trial, dice }: Hand): number[] {
  const { places } = trial.draft.task;
  const chosen: number[] = [];
  for (let count = 1 + dice.roll(mostPlaces); count > 0; count -= 1) {
    const place = dice.roll(places.length);
    if (!chosen.includes(place)) chosen.push(place);
  }
  return chosen;
}

/** All; of many those that stand on the places, and some others. */
function someWishes({ trial, dice }: Hand, places: readonly number[]): number[] {
  const { draft } = trial;
  const count = draft.task.wishes.length;
  if (count <= mostWishes) return Array.from({ length: count }, (_, wish) => wish);
  const chosen = new Set(places.flatMap((place) => draft.onPlace[place]!));
  const start = dice.roll(count);
  for (let more = 0; more < mostWishes / 2; more += 1) chosen.add((start + more) % count);
  return [...chosen];
}
