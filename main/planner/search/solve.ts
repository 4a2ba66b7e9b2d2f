/** From a task to a draft that is worth as much as the effort finds. */
import { Draft } from './draft.ts';
import { fill } from './fill.ts';
import { improve } from './improve.ts';
import type { Task } from './task.ts';

/** The effort grows with the office, and is bounded: some 30 ms for 60 GPUs, under a second for 1,000. */
const looksFor = { firstPlaces: 60_000, enough: 500_000, furtherPlaces: 8_000, most: 16_000_000 } as const;

/** A point counts as its bytes to these powers: 0, all the same; −1, the small first. */
const powers = [0, -0.3, -0.6, -0.9, -1.2] as const;

/** @param looks options that the search may look at; the usual number for this office if not given. */
export function solve(task: Task, looks = usualLooks(task.places.length)): Draft {
  const weights = weightsOf(task);
  const [large = new Draft(task), small] = weights.slice(0, 2).map((weight) => filled(task, weight));
  const best = small && small.value > large.value ? small : large;
  improve(best, weights, looks);
  return best;
}

/** What a plan that is only filled up is worth: quick, and good enough to compare. */
export const roughValue = (task: Task): number => filled(task, weightsOf(task)[1] ?? new Float64Array()).value;

function filled(task: Task, weight: Float64Array): Draft {
  const draft = new Draft(task);
  fill(draft, weight);
  return draft;
}

const weightsOf = ({ bytes }: Task): Float64Array[] =>
  powers.map((power) => bytes.map((one) => (one / 1024 ** 3) ** power));

export const usualLooks = (places: number): number => {
  const { firstPlaces, enough, furtherPlaces, most } = looksFor;
  return Math.min(most, Math.max(Math.min(firstPlaces * places, enough), furtherPlaces * places));
};
