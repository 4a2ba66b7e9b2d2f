/** What a replica takes wherever it goes: as on the greediest GPU of the office, so that it fits on each. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Variant } from '../../../contract/model.ts';
import type { Measured } from '../../../contract/office-file.ts';
import type { MeasuredLoad } from '../../../contract/plan.ts';
import { totalBytes, type Shape } from '../memory.ts';
import { familyOf } from '../memory/gpu-family.ts';
import { neededMemory } from '../memory/needed-memory.ts';

type Needs = (variant: Variant, shape: Shape) => Measured;

const anyCard = { name: '', backend: 'vulkan' } as const;

/** @param gpus those that may serve; with none, any card is thought of */
export function greediest(gpus: readonly Gpu[], measured: readonly MeasuredLoad[]): Needs {
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
