/**
 * What a replica will take on a GPU: the estimate, corrected by what loads of the same file on the same backend and GPU family
 * really took. Pure.
 *
 *   weights  as measured: they are the same in every shape
 *   cache    as measured, grown as the estimate grows
 *   work     as measured, and what the estimate says a larger shape takes beyond it
 *
 * Larger loads never lower the figures of a smaller shape below the estimate by more than they prove: a replica takes at most what
 * a larger one took. Nothing is ever less than what was measured in the same or a smaller shape.
 */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Variant } from '../../../contract/model.ts';
import type { MeasuredLoad } from '../../../contract/plan.ts';
import type { ReplicaMemory } from '../../../contract/replica.ts';
import { estimateMemory } from '../memory.ts';
import { familyOf } from './gpu-family.ts';
import { overheadBytes } from './overhead.ts';
import type { Shape } from './shape.ts';

type Described = Pick<Variant, 'sha256' | 'facts'>;

/** @param measured of any file and GPU: only those of this file, backend and GPU family count. */
export function neededMemory(
  { sha256, facts }: Described,
  shape: Shape,
  { name, backend }: Pick<Gpu, 'name' | 'backend'>,
  measured: readonly MeasuredLoad[],
): ReplicaMemory {
  const estimate = estimateMemory(facts, shape, backend);
  const family = familyOf(name);
  const loads = measured
    .filter((load) => load.sha256 === sha256 && load.backend === backend && load.family === family)
    .map(({ memory, contextLength, slots }) => {
      const of = estimateMemory(facts, { contextLength, slots }, backend);
      return { shape: { contextLength, slots }, took: withOverhead(memory, of, backend), estimate: of };
    });
  if (loads.length === 0) return estimate;
  return {
    weightsBytes: Math.max(...loads.map(({ took }) => took.weightsBytes)),
    cacheBytes: corrected(
      estimate.cacheBytes,
      shape,
      loads.map((load) => ({ shape: load.shape, took: load.took.cacheBytes, estimate: load.estimate.cacheBytes })),
      // Where nothing was expected, nothing grows.
      (took, from, to) => (from === 0 ? took : Math.ceil((took * to) / from)),
    ),
    workBytes: corrected(
      estimate.workBytes,
      shape,
      loads.map((load) => ({ shape: load.shape, took: load.took.workBytes, estimate: load.estimate.workBytes })),
      (took, from, to) => took + to - from,
    ),
  };
}

interface Figure {
  readonly shape: Shape;
  readonly took: number;
  readonly estimate: number;
}

/** @param grown what a load that took `took` would take if its estimate were not `from` but `to` */
function corrected(
  estimate: number,
  shape: Shape,
  figures: readonly Figure[],
  grown: (took: number, from: number, to: number) => number,
): number {
  const atMost = (a: Shape, b: Shape): boolean => a.contextLength <= b.contextLength && a.slots <= b.slots;
  const smaller = figures.filter((figure) => atMost(figure.shape, shape));
  if (smaller.length > 0) return Math.max(...smaller.map((figure) => grown(figure.took, figure.estimate, estimate)));
  const larger = figures.filter((figure) => atMost(shape, figure.shape));
  const misjudged = figures.map((figure) => grown(figure.took, figure.estimate, estimate));
  return Math.min(...larger.map(({ took }) => took), Math.max(estimate, ...misjudged));
}

/**
 * Where a device's own figure never moves, the backend's share was not seen: the buffers alone came. It is added then, so that
 * such a load never makes the next one too small.
 */
function withOverhead(took: ReplicaMemory, estimate: ReplicaMemory, backend: Gpu['backend']): ReplicaMemory {
  const overhead = overheadBytes(backend);
  const buffersAlone = took.workBytes <= estimate.workBytes - overhead;
  return buffersAlone ? { ...took, workBytes: took.workBytes + overhead } : took;
}
