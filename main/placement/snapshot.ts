/** The planner's view of the office, made from inventory and ledger. Pure. */
import type { SetAside, Snapshot, SnapshotReplica } from '../../contract/plan.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/inventory.ts';
import type { Settings } from '../settings/settings.ts';

export interface SnapshotParts {
  readonly machines: readonly MachineFacts[];
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly setAside: readonly SetAside[];
  readonly settings: Settings;
}

export function takeSnapshot({ machines, deployments, variants, setAside, settings }: SnapshotParts): Snapshot {
  return {
    machines: machines.map(({ id, name, state, gpus }) => ({ id, name, online: state === 'online', gpus })),
    replicas: machines.flatMap((machine) =>
      machine.replicas.filter(counts).map((report) => toReplica(machine.id, report)),
    ),
    takenIds: machines.flatMap((machine) => machine.replicas.map(({ spec }) => spec.replicaId)),
    deployments,
    variants,
    setAside,
    cpuMachines: settings.engine.cpuMachines,
    marginBytes: settings.marginBytes,
  };
}

/** Replicas that hold their place: those that leave or failed do not. */
const counts = ({ state }: ReplicaReport): boolean => !['draining', 'failed', 'gone'].includes(state);

function toReplica(machineId: string, { spec, memory }: ReplicaReport): SnapshotReplica {
  const measured = memory && memory.weightsBytes + memory.cacheBytes + memory.workBytes;
  return { machineId, spec, bytes: measured ?? spec.estimateBytes };
}
