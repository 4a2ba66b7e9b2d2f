/** What a replica will take on a GPU: the estimate, corrected by what loads of the same file really took. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Variant } from '../../../contract/model.ts';
import type { MeasuredLoad } from '../../../contract/plan.ts';
import type { ReplicaMemory } from '../../../contract/replica.ts';
import { estimateMemory, type Shape } from '../memory.ts';
import { familyOf } from './gpu-family.ts';

/** @param measured of any file and GPU: only those of this file, backend and GPU family count. */
export function neededMemory(
  { sha256, facts }: Pick<Variant, 'sha256' | 'facts'>,
  shape: Shape,
  { name, backend }: Pick<Gpu, 'name' | 'backend'>,
  measured: readonly MeasuredLoad[],
): ReplicaMemory {
  const estimate = estimateMemory(facts, shape, backend);
  const family = familyOf(name);
  const loads = measured.filter((load) => load.sha256 === sha256 && load.backend === backend && load.family === family);
  const same = loads.find((load) => load.contextLength === shape.contextLength && load.slots === shape.slots);
  return same?.memory ?? estimate;
}
