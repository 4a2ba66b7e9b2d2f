/** Which of the wanted replicas can be loaded now, and which must wait until others have left. Pure. */
import { totalBytes } from '../../../contract/replica.ts';
import { modelKind } from '../../../contract/model.ts';
import type { PlannedReplica, PromisedReplica, Snapshot } from '../../../contract/plan.ts';
import { FreshIds } from './fresh-ids.ts';
import { gpuKey } from './office-parts.ts';
import { bytesOn, limitOn, roomFor } from './room-for.ts';
import type { Wanted } from './wanted.ts';

interface Admitted {
  readonly replicas: PlannedReplica[];
  readonly promised: PromisedReplica[];
}

/** @param wanted in the order in which they may take what is free */
export function admit(wanted: readonly Wanted[], snapshot: Snapshot): Admitted {
  const { replicas: running, leaving, marginBytes } = snapshot;
  const ids = new FreshIds(snapshot);
  const given = new Map<string, number>();
  const holding = [...running, ...leaving];
  const isFree = ({ machine, gpus, shares, memory }: Wanted): boolean =>
    gpus.every((gpu, at) => {
      const room = roomFor(gpu, marginBytes, limitOn(machine, gpu.id));
      const held = bytesOn(holding, machine.id, gpu.id) + (given.get(gpuKey(machine.id, gpu.id)) ?? 0);
      return held + totalBytes(memory) * (shares[at] ?? 1) <= room;
    });
  const replicas: PlannedReplica[] = [];
  const promised: PromisedReplica[] = [];
  for (const one of wanted) {
    const { deployment, machine, gpus, shares, memory, reason } = one;
    const needBytes = totalBytes(memory);
    if (one.running) {
      replicas.push({ machineId: machine.id, spec: one.running.spec, memory, reason });
    } else if (isFree(one)) {
      gpus.forEach((gpu, at) => {
        const key = gpuKey(machine.id, gpu.id);
        given.set(key, (given.get(key) ?? 0) + needBytes * (shares[at] ?? 1));
      });
      replicas.push({ machineId: machine.id, spec: specOf(one, ids.next(deployment.id)), memory, reason });
    } else {
      const gpuIds = gpus.map(({ id }) => id);
      promised.push({ deploymentId: deployment.id, machineId: machine.id, gpuIds, needBytes, reason });
    }
  }
  return { replicas, promised };
}

const specOf = ({ deployment, variant, gpus, shares, contextLength, slots, memory }: Wanted, replicaId: string) => ({
  replicaId,
  deploymentId: deployment.id,
  model: deployment.model,
  variant: { sha256: variant.sha256, name: variant.name, sizeBytes: variant.sizeBytes },
  gpuIds: gpus.map(({ id }) => id),
  shares: gpus.length > 1 ? [...shares] : [],
  kind: modelKind(variant.facts),
  contextLength,
  slots,
  estimateBytes: totalBytes(memory),
});
