/** What a replica takes wherever it goes: as on the greediest GPU of the office, so that it fits on each. Pure. */
import { totalBytes } from '../../../contract/replica.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import type { Variant } from '../../../contract/model.ts';
import type { Measured } from '../../../contract/office-file.ts';
import type { MeasuredLoad, Snapshot } from '../../../contract/plan.ts';
import { type Shape } from '../memory.ts';
import { totalOf } from '../search/task.ts';
import { familyOf } from '../memory/gpu-family.ts';
import { neededMemory } from '../memory/needed-memory.ts';

export type Needs = (variant: Variant, shape: Shape) => Measured;

const anyCard = { name: '', backend: 'vulkan' } as const;

/** Of the cards that may serve. Processors count where they may take any model, or nothing else is there. */
export function needsIn({ machines, measured, cpuMachines }: Snapshot): Needs {
  const all = machines.filter(({ serving }) => serving).flatMap(({ gpus }) => gpus.filter(({ usable }) => usable));
  const cards = all.filter(({ backend }) => cpuMachines || backend !== 'cpu');
  return greediest(cards.length > 0 ? cards : all, measured);
}

/** @param gpus with none, any card is thought of */
function greediest(gpus: readonly Gpu[], measured: readonly MeasuredLoad[]): Needs {
  const kinds = [...new Map(gpus.map((gpu) => [`${gpu.backend} ${familyOf(gpu.name)}`, gpu])).values()];
  const known = new Map<string, Measured>();
  return (variant, shape) => {
    const key = `${variant.sha256} ${shape.contextLength} ${shape.slots}`;
    const before = known.get(key);
    if (before) return before;
    const all = (kinds.length > 0 ? kinds : [anyCard]).map((gpu) => neededMemory(variant, shape, gpu, measured));
    const most = all.reduce((a, b) => (totalBytes(b) > totalBytes(a) ? b : a));
    const needs = {
      weights: most.weightsBytes,
      kvPerToken: most.cacheBytes / (shape.contextLength * shape.slots),
      compute: most.workBytes,
      overhead: 0,
    };
    known.set(key, needs);
    return needs;
  };
}

/** Bytes of a whole replica. */
export const needOf = (needs: Needs, variant: Variant, shape: Shape): number =>
  Math.ceil(totalOf(needs(variant, shape), shape.contextLength, shape.slots));
