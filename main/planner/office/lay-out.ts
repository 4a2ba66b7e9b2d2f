/**
 * A replica over several GPUs of one machine: llama.cpp lays whole layers on each, and each has its own compute buffer and
 * overhead. A token passes the GPUs one after the other.
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

/** On as few GPUs as can hold it, the roomiest first; null: they cannot. @param own places of one machine. */
export function layOut(
  wish: Wish,
  { variant, memory }: Wish['variants'][number],
  own: readonly Place[],
  running: readonly OfficeRunning[],
): Split | null {
  const { context, slots } = wish.deployment;
  const [first] = own;
  if (!first || context > variant.facts.contextMax) return null;
  const fixed = memory.compute + memory.overhead;
  const spread = memory.weights + memory.kvPerToken * context * slots.min;
  // The embeddings lie on one GPU beside its layers: one layer more stands for them.
  const layers = variant.facts.layers + 1;
  const perLayer = spread / variant.facts.layers;
  const shares = new Map<string, number>();
  let left = layers;
  let seconds = 0;
  const roomiest = own.toSorted((a, b) => b.room - a.room || compareText(a.gpu.id, b.gpu.id));
  for (const { gpu, room } of roomiest) {
    const here = Math.min(left, Math.floor((room - fixed) / perLayer));
    if (here <= 0) break;
    left -= here;
    shares.set(gpu.id, Math.ceil(here * perLayer + fixed));
    seconds += ((here / layers) * memory.weights) / gpu.bandwidth;
    if (left === 0) break;
  }
  if (left > 0) return null;
  const gpus = [...shares.keys()].toSorted(compareText);
  return {
    wish,
    variant,
    memory,
    machine: first.machine,
    shares,
    context,
    slots: slots.min,
    tokensPerSecond: Math.sqrt(Math.min(slots.min, 4)) / seconds,
    runsAlready: running.some(
      (one) =>
        one.model === wish.deployment.model &&
        one.variant === variant.id &&
        one.context === context &&
        one.slots === slots.min &&
        one.gpus.toSorted(compareText).join('\n') === gpus.join('\n'),
    ),
  };
}
