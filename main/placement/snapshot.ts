/** The planner's view of the office, made from inventory and ledger. Pure. */
import type { MeasuredLoad, SetAside, Snapshot, SnapshotMachine, SnapshotReplica } from '../../contract/plan.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import { totalBytes, type ReplicaReport } from '../../contract/replica.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { UseRules } from '../ledger/machine-use.ts';
import { whyNotServing } from './why-not-serving.ts';

interface SnapshotParts {
  readonly machines: readonly MachineFacts[];
  readonly useOf: (machineId: string) => UseRules;
  readonly now: Date;
  /** Replicas that were commanded and that no agent has reported yet. */
  readonly unreported: readonly SnapshotReplica[];
  /** Such that no plan wants any more, and that may come all the same. */
  readonly unwanted: readonly Omit<SnapshotReplica, 'loading'>[];
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly measured: readonly MeasuredLoad[];
  /** Tokens per second by deployment. */
  readonly demand: ReadonlyMap<string, number>;
  readonly setAside: readonly SetAside[];
  /** Bytes that models could really get, by GPU of a machine. */
  readonly reachedOn: (machineId: string) => ReadonlyMap<string, number>;
  readonly isFresh: (replicaId: string) => boolean;
  readonly run: string;
  readonly firstNumber: number;
  readonly cpuMachines: boolean;
  readonly marginBytes: number;
  readonly makeRoom: boolean;
}

export function takeSnapshot({
  machines,
  useOf,
  now,
  unreported,
  unwanted,
  deployments,
  variants,
  measured,
  demand,
  setAside,
  reachedOn,
  isFresh,
  run,
  firstNumber,
  cpuMachines,
  marginBytes,
  makeRoom,
}: SnapshotParts): Snapshot {
  return {
    machines: machines.map((machine) => ({
      ...toMachine(machine, useOf(machine.id), now),
      reached: reachedOn(machine.id),
    })),
    replicas: [
      ...machines.flatMap((machine) =>
        machine.replicas.filter(holdsItsPlace).map((report) => toReplica(machine.id, report)),
      ),
      ...unreported,
    ],
    leaving: [
      ...machines.flatMap((machine) =>
        machine.replicas
          .filter(({ state }) => state === 'draining')
          .map((report) => ({ machineId: machine.id, spec: report.spec, bytes: bytesOf(report) })),
      ),
      ...unwanted,
    ],
    run,
    firstNumber,
    heldIds: machines.flatMap((machine) => machine.replicas.map(({ spec }) => spec.replicaId)),
    deployments,
    variants,
    measured,
    demand,
    setAside,
    fresh: machines
      .flatMap(({ replicas }) => replicas.map(({ spec }) => spec.replicaId))
      .filter((replicaId) => isFresh(replicaId)),
    cpuMachines,
    marginBytes,
    makeRoom,
  };
}

function toMachine(machine: MachineFacts, use: UseRules, now: Date): Omit<SnapshotMachine, 'reached'> {
  const { id, name, local, state, removing, userPause, gpus, files } = machine;
  const whyNot = whyNotServing(machine, use, now);
  return {
    id,
    name,
    serving: whyNot === null,
    whyNot,
    online: state === 'online' && !removing && userPause === null,
    ...(state === 'joining' || state === 'lost' ? { off: true as const } : {}),
    // Of two that call themselves the same, nothing could be told apart.
    gpus: gpus.filter(({ id: gpuId }, index) => gpus.findIndex((one) => one.id === gpuId) === index),
    limits: new Map(Object.entries(use.limits)),
    files: local ? null : files.filter(({ whole }) => whole).map(({ sha256 }) => sha256),
  };
}

/** Those that leave or failed hold no place. */
const holdsItsPlace = ({ state }: ReplicaReport): boolean => !['draining', 'failed', 'gone'].includes(state);

function toReplica(machineId: string, report: ReplicaReport): SnapshotReplica {
  return { machineId, spec: report.spec, bytes: bytesOf(report), loading: report.state !== 'ready' };
}

/** Measured when known, else estimated. */
const bytesOf = ({ spec, memory }: ReplicaReport): number => (memory ? totalBytes(memory) : spec.estimateBytes);
