/** Keeps what the replicas of a plan really took, once each, for later estimates. */
import type { PlannedReplica } from '../../contract/plan.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import { familyOf } from '../planner/memory/gpu-family.ts';

/** Less of a file than this on a GPU, and it is not all there. */
const leastShareOfFile = 0.25;
/** Tensors are loaded as they lie in the file, padded a little. */
const mostShareOfFile = 1.2;
/** No estimate was ever so far off. */
const mostOfEstimate = 3;
const slackBytes = 1024 ** 3;

/** @param planned what is wanted: anything else an agent could report without end, and in shapes that nobody asked for. */
export function noteLoads(
  machines: readonly MachineFacts[],
  planned: readonly PlannedReplica[],
  loads: Pick<MeasuredLoads, 'note' | 'keepOnly'>,
): void {
  const wanted = new Map(planned.map((one) => [`${one.machineId} ${one.spec.replicaId}`, one]));
  loads.keepOnly(new Set(wanted.keys()));
  for (const { id, gpus, replicas } of machines) {
    for (const { spec: reported, state, memory } of replicas) {
      const name = `${id} ${reported.replicaId}`;
      const { spec, memory: expected } = wanted.get(name) ?? {};
      const gpu = gpus.find((one) => one.id === spec?.gpuIds[0]);
      if (!spec || !expected || !gpu || !memory || state !== 'ready' || spec.gpuIds.length !== 1) continue;
      if (!isPlausible(memory, spec.variant.sizeBytes, expected)) continue;
      const { contextLength, slots, variant } = spec;
      const family = familyOf(gpu.name);
      loads.note(name, { sha256: variant.sha256, backend: gpu.backend, family, contextLength, slots, memory });
    }
  }
}

/** A figure that cannot be true would misplace the model on every other machine. */
function isPlausible(memory: ReplicaMemory, fileBytes: number, expected: ReplicaMemory): boolean {
  const { weightsBytes, cacheBytes, workBytes } = memory;
  const besides = expected.cacheBytes + expected.workBytes;
  return (
    weightsBytes >= fileBytes * leastShareOfFile &&
    weightsBytes <= fileBytes * mostShareOfFile &&
    cacheBytes + workBytes <= besides * mostOfEstimate + slackBytes
  );
}
