/**
 * Replicas over several GPUs of one machine, for models that no single GPU can hold. They are decided before the rest: each
 * takes memory from models that could do with less, so it is given only where the whole plan is worth more with it.
 */
import type { OfficeFile, OfficeRunning } from '../../../contract/office-file.ts';
import { roughValue } from './solve.ts';
import { layOut, type Split } from './lay-out.ts';
import { compareText, nothing, points, type Place, type Task, type Wish } from './task.ts';
import { ofFile, type Circumstances } from './circumstances.ts';
import { taskOf } from './task-of.ts';

/** Plans that are compared for one replica, and for all: the effort stays bounded. */
const mostTries = { each: 8, all: 64 } as const;

export function splitsOf(office: OfficeFile, circumstances: Circumstances = ofFile): Split[] {
  if (!office.policy.split) return [];
  const empty = taskOf(office, new Map(), circumstances);
  const taken = new Map<string, number>();
  const splits: Split[] = [];
  let value = roughValue(empty);
  let tries = mostTries.all;
  for (const wish of tooBig(empty)) {
    for (let count = 0; count < wish.deployment.replicas.min && tries > 0; count += 1) {
      const used = new Set(splits.filter((split) => split.wish === wish).flatMap(({ shares }) => [...shares.keys()]));
      const candidates = candidatesFor(
        wish,
        roomLeft(empty, taken),
        office.running,
        (place) => !used.has(place.gpu.id) && (circumstances.mayStand?.(wish.deployment, place) ?? true),
      );
      const best = candidates
        .slice(0, Math.min(mostTries.each, tries))
        .map((split) => {
          const left = sum(taken, split.shares);
          return { split, left, value: roughValue(taskOf(office, left, circumstances)) + worth(empty, split) };
        })
        .reduce<{ split: Split; left: Map<string, number>; value: number } | null>(
          (most, one) => (one.value > (most?.value ?? value) ? one : most),
          null,
        );
      tries -= Math.min(mostTries.each, candidates.length);
      if (!best) break;
      splits.push(best.split);
      for (const [gpu, bytes] of best.left) taken.set(gpu, bytes);
      value = best.value - worth(empty, best.split);
    }
  }
  return splits;
}

/** Bytes by GPU that the splits have taken. */
export const takenBy = (splits: readonly Split[]): Map<string, number> =>
  splits.reduce((all, { shares }) => sum(all, shares), new Map<string, number>());

/** Wishes that no empty GPU can fulfil, the highest priority first. */
function tooBig({ places, wishes, leastBytes, room, firstAt }: Task): Wish[] {
  const largestFor = (wish: number): number =>
    places.reduce((most, _place, at) => {
      const mayStand = firstAt[at * wishes.length + wish] !== nothing;
      return mayStand ? Math.max(most, room[at] ?? 0) : most;
    }, 0);
  return wishes
    .filter((wish, index) => wish.variants.length > 0 && (leastBytes[index] ?? 0) > largestFor(index))
    .toSorted((a, b) => b.deployment.priority - a.deployment.priority);
}

const roomLeft = ({ places }: Task, taken: ReadonlyMap<string, number>): Place[] =>
  places.map((place) => ({ ...place, room: place.room - (taken.get(place.gpu.id) ?? 0) }));

/** What runs comes first, then the best variant on the fewest GPUs. */
function candidatesFor(
  wish: Wish,
  places: readonly Place[],
  running: readonly OfficeRunning[],
  mayHold: (place: Place) => boolean,
): Split[] {
  // One engine process uses devices of one backend.
  const machines = Map.groupBy(places.filter(mayHold), ({ machine, gpu }) => `${machine.id} ${gpu.backend}`);
  return [...machines.values()]
    .flatMap((own) => wish.variants.map((choice) => layOut({ wish, choice, own, running })))
    .filter((split) => split !== null)
    .toSorted(
      (a, b) =>
        Number(b.runsAlready) - Number(a.runsAlready) ||
        b.variant.quality - a.variant.quality ||
        a.shares.size - b.shares.size ||
        compareText(a.machine.id, b.machine.id),
    );
}

/** Points for quality, service and staying: as a replica on one GPU. */
function worth({ wishes, qualityPoints, servicePoints }: Task, split: Split): number {
  const index = wishes.findIndex(({ deployment }) => deployment.model === split.wish.deployment.model);
  const quality = (qualityPoints[index] ?? 0) * (split.variant.quality / split.wish.best);
  const served = split.tokensPerSecond / Math.max(split.wish.deployment.demand, 1e-9);
  return quality + (servicePoints[index] ?? 0) * Math.min(1, served) + (split.runsAlready ? points.moves : 0);
}

function sum(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const all = new Map(a);
  for (const [id, bytes] of b) all.set(id, (all.get(id) ?? 0) + bytes);
  return all;
}
