/** What models may use of a GPU. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Snapshot, SnapshotMachine, SnapshotReplica } from '../../../contract/plan.ts';
import { shareOf, type ReplicaSpec } from '../../../contract/replica.ts';

/** Bytes of a GPU that models may use: all but what other programs hold and the margin, and no more than its limit. */
export const roomFor = (gpu: Gpu, marginBytes: number, limitBytes = Infinity): number =>
  Math.max(0, Math.min(gpu.totalBytes - gpu.othersBytes - marginBytes, limitBytes));

/** Bytes of a GPU that models may use whatever else is free: as the admin says, and as loads there have shown. */
export const limitOn = ({ limits, reached }: SnapshotMachine, gpuId: string): number =>
  Math.min(limits.get(gpuId) ?? Infinity, reached.get(gpuId) ?? Infinity);

type Holder = Pick<SnapshotReplica, 'machineId' | 'bytes'> & { readonly spec: Pick<ReplicaSpec, 'gpuIds' | 'shares'> };

/** Bytes of replicas on one GPU. */
export const bytesOn = (replicas: readonly Holder[], machineId: string, gpuId: string): number =>
  replicas
    .filter((one) => one.machineId === machineId)
    .reduce((sum, { spec, bytes }) => sum + bytes * shareOf(spec, gpuId), 0);

/** The GPU as it is for what runs there: where the office makes no room, others hold no more of it than models leave them. */
export function asRunsThere({ replicas, marginBytes, makeRoom }: Snapshot, { id }: SnapshotMachine, gpu: Gpu): Gpu {
  const ours = makeRoom ? 0 : bytesOn(replicas, id, gpu.id);
  if (ours === 0) return gpu;
  return { ...gpu, othersBytes: Math.min(gpu.othersBytes, Math.max(0, gpu.totalBytes - marginBytes - ours)) };
}

/**
 * The room in which a plan is made. What a card seems to hold says nothing while a replica is being loaded, so what runs stays then;
 * a limit holds all the same. A replica that measured more than its estimate is not over a limit for that: it would be placed
 * there again at once.
 */
export function roomNow(snapshot: Snapshot, machine: SnapshotMachine, gpu: Gpu): number {
  const { replicas, marginBytes } = snapshot;
  const { id } = machine;
  const limit = limitOn(machine, gpu.id);
  const room = roomFor(gpu, marginBytes, limit);
  const here = replicas.filter((one) => one.machineId === id && one.spec.gpuIds.includes(gpu.id));
  const ours = bytesOn(here, id, gpu.id);
  const expected = here.map((one) => ({ ...one, bytes: Math.min(one.bytes, one.spec.estimateBytes) }));
  if (bytesOn(expected, id, gpu.id) > limit) return room;
  const isLoading = here.some(({ loading }) => loading);
  return isLoading || ours <= roomFor(asRunsThere(snapshot, machine, gpu), marginBytes) ? Math.max(room, ours) : room;
}
