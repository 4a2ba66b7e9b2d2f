/**
 * A replica that moves answers at its old place until the new one is ready, wherever there is room for both: no model is without
 * a replica only because the plan found a better place for it. Pure.
 */
import { totalBytes } from '../../../contract/replica.ts';
import type { PlannedReplica, Snapshot, SnapshotReplica } from '../../../contract/plan.ts';
import { gpuKey } from './office-parts.ts';
import { bytesOn, roomNow } from './room-for.ts';
import type { Wanted } from './wanted.ts';

/** @returns replicas that the plan does not want, and that stay until those it wants are ready */
export function heldOver(wanted: readonly Wanted[], snapshot: Snapshot): SnapshotReplica[] {
  const stays = new Set(wanted.flatMap(({ running }) => running ?? []));
  const coming = wanted.filter(({ running }) => running === null || running.loading);
  const leaving = snapshot.replicas.filter((one) => !stays.has(one));
  let held = leaving.filter(
    (one) => !one.loading && replacementOf(one, coming, leaving) !== null && mayAnswer(one, snapshot),
  );
  for (;;) {
    const gone = held.find(
      (one) => !hasRoom(replacementOf(one, coming, leaving), [...stays, ...held], coming, snapshot),
    );
    if (!gone) return held;
    held = held.filter((one) => one !== gone);
  }
}

/** The first that leaves is replaced by the first that comes, and so on. */
function replacementOf(
  one: SnapshotReplica,
  coming: readonly Wanted[],
  leaving: readonly SnapshotReplica[],
): Wanted | null {
  const sameOf = leaving.filter(({ loading, spec }) => !loading && spec.deploymentId === one.spec.deploymentId);
  return coming.filter(({ deployment }) => deployment.id === one.spec.deploymentId)[sameOf.indexOf(one)] ?? null;
}

/** Its machine serves, and nothing has taken its memory. */
function mayAnswer({ machineId, spec }: SnapshotReplica, snapshot: Snapshot): boolean {
  const { machines, replicas } = snapshot;
  const machine = machines.find(({ id }) => id === machineId);
  if (!machine?.serving) return false;
  return spec.gpuIds.every((gpuId) => {
    const gpu = machine.gpus.find(({ id }) => id === gpuId);
    if (!gpu?.usable) return false;
    return bytesOn(replicas, machineId, gpuId) <= roomNow(snapshot, machine, gpu);
  });
}

/** Whether the replacement finds room beside all that stays or is held, and beside what else comes there. */
function hasRoom(
  replacement: Wanted | null,
  holding: readonly SnapshotReplica[],
  coming: readonly Wanted[],
  snapshot: Snapshot,
): boolean {
  if (!replacement) return false;
  const { machine, gpus } = replacement;
  return gpus.every((gpu) => {
    const key = gpuKey(machine.id, gpu.id);
    const comes = coming.filter(({ running }) => running === null).map((one) => partOn(one, key));
    const sum = comes.reduce((all, bytes) => all + bytes, 0);
    return bytesOn(holding, machine.id, gpu.id) + sum <= roomNow(snapshot, machine, gpu);
  });
}

function partOn({ machine, gpus, shares, memory }: Wanted, key: string): number {
  const at = gpus.findIndex(({ id }) => gpuKey(machine.id, id) === key);
  return at < 0 ? 0 : totalBytes(memory) * (shares[at] ?? 1);
}

/** As the plan names it. */
export function asPlanned(held: SnapshotReplica, wanted: readonly Wanted[]): PlannedReplica {
  const next = wanted.find(({ deployment }) => deployment.id === held.spec.deploymentId);
  const memory = { weightsBytes: held.bytes, cacheBytes: 0, workBytes: 0 };
  const reason = `It answers here until ${next ? `the replica on ${next.machine.name}` : 'the next one'} is ready.`;
  return { machineId: held.machineId, spec: held.spec, memory, reason };
}
