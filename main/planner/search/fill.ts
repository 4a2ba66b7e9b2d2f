/** Fills a draft from what stands in it already: again and again the replica that is worth most, until none brings points. */
import type { Draft } from './draft.ts';
import { nothing } from './task.ts';

/** @param weight by option: what one point of its gain counts; with 1 / bytes the smallest go first. */
export function fill(draft: Draft, weight: Float64Array): void {
  const { wishes, places, most, leastBytes } = draft.task;
  const worth = new Float64Array(wishes.length).fill(Number.POSITIVE_INFINITY);
  const place = new Int32Array(wishes.length);
  const option = new Int32Array(wishes.length).fill(nothing);
  /** Changes of each place, and how many of them a wish had seen when it chose. */
  const changes = new Int32Array(places.length);
  const seen = new Int32Array(wishes.length);

  const look = (wish: number): void => {
    worth[wish] = 0;
    option[wish] = nothing;
    if (draft.ofWish[wish]!.length >= most[wish]!) return;
    for (let candidate = 0; candidate < places.length; candidate += 1) {
      if (draft.free[candidate]! < leastBytes[wish]! || draft.optionAt(candidate, wish) !== nothing) continue;
      const best = draft.best(candidate, wish, weight);
      if (draft.bestWorth <= worth[wish]) continue;
      worth[wish] = draft.bestWorth;
      place[wish] = candidate;
      option[wish] = best;
      seen[wish] = changes[candidate]!;
    }
  };

  for (;;) {
    // Elsewhere a replica is never worth more for others having been put, so only an old choice is looked at again.
    const top = indexOfMost(worth);
    if (!(worth[top]! > 0)) return;
    if (option[top] === nothing || seen[top] !== changes[place[top]!]) {
      look(top);
      continue;
    }
    draft.put(place[top]!, option[top]!);
    changes[place[top]!]! += 1;
    look(top);
  }
}

function indexOfMost(values: Float64Array): number {
  let most = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index]! > values[most]!) most = index;
  return most;
}
