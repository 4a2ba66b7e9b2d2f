/** Keeps what the replicas of a plan really took, once each, for later estimates. */
import type { PlannedReplica } from '../../contract/plan.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import { familyOf } from '../planner/memory/gpu-family.ts';

/** Less of a file than this on a GPU, and it is not all there. */
const leastShareOfFile = 0.25;

/** @param planned what is wanted: anything else an agent could report without end, and in shapes that nobody asked for. */
export function noteLoads(
  machines: readonly MachineFacts[],
  planned: readonly PlannedReplica[],
  loads: Pick<MeasuredLoads, 'note'>,
): void {
  const wanted = new Map(planned.map(({ machineId, spec }) => [`${machineId} ${spec.replicaId}`, spec]));
  for (const { id, gpus, replicas } of machines) {
    for (const { spec: reported, state, memory } of replicas) {
      const name = `${id} ${reported.replicaId}`;
      const spec = wanted.get(name);
      const gpu = gpus.find((one) => one.id === spec?.gpuIds[0]);
      if (!spec || !gpu || !memory || state !== 'ready' || spec.gpuIds.length !== 1) continue;
      if (!isPlausible(memory, spec.variant.sizeBytes, gpu.totalBytes)) continue;
      const { contextLength, slots, variant } = spec;
      const family = familyOf(gpu.name);
      loads.note(name, { sha256: variant.sha256, backend: gpu.backend, family, contextLength, slots, memory });
    }
  }
}

/** A figure that cannot be true would misplace the model on every other machine. */
const isPlausible = ({ weightsBytes, cacheBytes, workBytes }: ReplicaMemory, fileBytes: number, gpuBytes: number) =>
  weightsBytes >= fileBytes * leastShareOfFile && weightsBytes + cacheBytes + workBytes <= gpuBytes;
