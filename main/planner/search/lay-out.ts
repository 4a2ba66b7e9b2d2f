/**
 * A replica over several GPUs of one machine: llama.cpp lays whole layers on each, the more the more is free there, and each has
 * its own compute buffer and overhead. A token passes the GPUs one after the other.
 */
import type { Measured, OfficeMachine, OfficeRunning, OfficeVariant } from '../../../contract/office-file.ts';
import { compareText, type Place, type Wish } from './task.ts';

export interface Split {
  readonly wish: Wish;
  readonly variant: OfficeVariant;
  readonly memory: Measured;
  readonly machine: OfficeMachine;
  /** Bytes by GPU id. */
  readonly shares: ReadonlyMap<string, number>;
  readonly context: number;
  readonly slots: number;
  readonly tokensPerSecond: number;
  readonly runsAlready: boolean;
}

interface Given {
  readonly wish: Wish;
  readonly choice: Wish['variants'][number];
  /** Places of one machine that may hold a part. */
  readonly own: readonly Place[];
  readonly running: readonly OfficeRunning[];
}

/** On as few GPUs as can hold it, the roomiest; null: they cannot. */
export function layOut(given: Given): Split | null {
  const {
    wish,
    choice: { variant, memory },
    own,
    running,
  } = given;
  const { context, slots } = wish.deployment;
  const [first] = own;
  if (!first || context > variant.facts.contextMax) return null;
  const fixed = memory.compute + memory.overhead;
  const spread = memory.weights + memory.kvPerToken * context * slots.min;
  // The output lies on the last GPU beside its layers: one layer more stands for it.
  const layers = variant.facts.layers + 1;
  const perLayer = spread / variant.facts.layers;
  const roomiest = own.toSorted((a, b) => b.room - a.room || compareText(a.gpu.id, b.gpu.id));
  const sizes = Array.from({ length: Math.max(0, roomiest.length - 1) }, (_, index) => index + 2);
  // Where it runs now it stays, whichever other cards are a little roomier today.
  const there = placesOfRunning(given);
  const choices = [...there, ...sizes.map((count) => roomiest.slice(0, count))];
  for (const places of choices) {
    const parts = layersByFreeMemory(places, layers);
    // What is free is read anew when it is loaded: a layer may then lie on the next GPU.
    const spare = there.includes(places) ? 0 : 1;
    const fits = places.every(({ room }, index) => ((parts[index] ?? 0) + spare) * perLayer + fixed <= room);
    if (!fits) continue;
    const shares = new Map(places.map(({ gpu }, at) => [gpu.id, Math.ceil((parts[at] ?? 0) * perLayer + fixed)]));
    const seconds = places.reduce(
      (sum, { gpu }, at) => sum + (((parts[at] ?? 0) / layers) * memory.weights) / gpu.bandwidth,
      0,
    );
    const gpus = [...shares.keys()].toSorted(compareText).join('\n');
    const tokensPerSecond = Math.sqrt(Math.min(slots.min, 4)) / seconds;
    const same = (one: OfficeRunning): boolean =>
      one.model === wish.deployment.model &&
      one.variant === variant.id &&
      one.context === context &&
      one.slots === slots.min &&
      one.gpus.toSorted(compareText).join('\n') === gpus;
    const { machine } = first;
    const runsAlready = running.some(same);
    return { wish, variant, memory, machine, shares, context, slots: slots.min, tokensPerSecond, runsAlready };
  }
  return null;
}

/** Where just this file lies over several of these places now, in the order in which it does. */
function placesOfRunning({ wish, choice: { variant }, own, running }: Given): Place[][] {
  return running
    .filter(({ model, variant: id, gpus }) => model === wish.deployment.model && id === variant.id && gpus.length > 1)
    .map(({ gpus }) => gpus.flatMap((id) => own.find(({ gpu }) => gpu.id === id) ?? []))
    .filter((places) => places.length > 1);
}

/** As llama.cpp lays layers on devices when nothing else is said: in proportion to what is free on each (llama_model::load_tensors). */
function layersByFreeMemory(places: readonly Place[], layers: number): number[] {
  const free = places.map(({ gpu, usable, room }) => gpu.vramTotal - gpu.vramOther - (usable - room));
  const all = free.reduce((sum, bytes) => sum + bytes, 0);
  const ends: number[] = [];
  for (const bytes of free) ends.push((ends.at(-1) ?? 0) + bytes / all);
  const parts = places.map(() => 0);
  for (let layer = 0; layer < layers; layer += 1) {
    const at = ends.findIndex((end) => end > layer / layers);
    parts[at < 0 ? places.length - 1 : at]! += 1;
  }
  return parts;
}
