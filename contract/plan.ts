/** What the planner reads and what it says: both plain values. */
import type { Backend, Gpu } from './hardware.ts';
import type { Deployment, Variant } from './model.ts';
import type { ReplicaMemory, ReplicaSpec } from './replica.ts';

/** What a real load took; it corrects later estimates of the same variant on the same backend and GPU family. */
export interface MeasuredLoad {
  readonly sha256: string;
  readonly backend: Backend;
  /** "gtx 10", "rx 500": cards of one family load alike. */
  readonly family: string;
  readonly contextLength: number;
  readonly slots: number;
  readonly memory: ReplicaMemory;
}

export interface SnapshotMachine {
  readonly id: string;
  readonly name: string;
  /** Replicas may be there now. What runs on a machine that does not serve leaves it. */
  readonly serving: boolean;
  /** Why it does not serve, without a full stop: "STUDIO-1 is paused". Null when it does. */
  readonly whyNot: string | null;
  /** Its agent is connected and stays: where it does not serve, an admin can let it. */
  readonly online: boolean;
  /** It is known and not connected: somebody may switch it on. */
  readonly off?: true;
  readonly gpus: readonly Gpu[];
  /** Bytes of a GPU that the office may use at most, by GPU id; a GPU that is not named has no limit. */
  readonly limits: ReadonlyMap<string, number>;
  /** Bytes of a GPU beyond which loads failed lately though there seemed to be room, by GPU id. */
  readonly reached: ReadonlyMap<string, number>;
  /** Hashes of the model files that are on its disk: elsewhere a replica waits for a copy. Null: all that the office has. */
  readonly files: readonly string[] | null;
}

/** A replica that runs or is being loaded now. */
export interface SnapshotReplica {
  readonly machineId: string;
  readonly spec: ReplicaSpec;
  /** Measured when known, else estimated: total bytes on its GPUs. */
  readonly bytes: number;
  /**
   * It is being loaded: its memory fills while other readings of the card lag behind, so its place is judged by nothing that is
   * read meanwhile.
   */
  readonly loading: boolean;
}

/** Memory that is still held by a replica that leaves: free soon, but not yet. */
interface LeavingReplica {
  readonly machineId: string;
  readonly spec: Pick<ReplicaSpec, 'gpuIds' | 'shares'>;
  readonly bytes: number;
}

export interface Snapshot {
  readonly machines: readonly SnapshotMachine[];
  readonly replicas: readonly SnapshotReplica[];
  readonly leaving: readonly LeavingReplica[];
  readonly deployments: readonly Deployment[];
  readonly variants: readonly Variant[];
  readonly measured: readonly MeasuredLoad[];
  /** Tokens per second that are asked of a deployment, by its id; one that is not named: none are known of. */
  readonly demand: ReadonlyMap<string, number>;
  /** Stands in the ids of new replicas, so that those of another run of the coordinator are never taken for them. */
  readonly run: string;
  /** The number from which ids of new replicas are counted: those below were given in this run. */
  readonly firstNumber: number;
  /** Ids that agents hold: a new replica gets another one. */
  readonly heldIds: readonly string[];
  /** Places that failed lately: (deployment, machine, GPU) → why and until when it is not tried again. */
  readonly setAside: readonly SetAside[];
  /** Ids of replicas that have just come: they are not moved again for a gain. */
  readonly fresh: readonly string[];
  /** The admin lets processors run any model. */
  readonly cpuMachines: boolean;
  /** Kept free on each GPU beside what others hold. */
  readonly marginBytes: number;
  /** What runs leaves a card whose memory others take; else it stays there, and nothing new comes. */
  readonly makeRoom: boolean;
}

export interface SetAside {
  readonly deploymentId: string;
  readonly machineId: string;
  readonly gpuId: string;
  readonly reason: string;
}

export interface PlannedReplica {
  readonly machineId: string;
  readonly spec: ReplicaSpec;
  readonly memory: ReplicaMemory;
  /** Why it is here, as a sentence. */
  readonly reason: string;
}

export interface Refusal {
  readonly deploymentId: string;
  readonly model: string;
  /** Why it is not placed, with numbers: "needs 6.1 GB, the largest space is 4.8 GB". */
  readonly reason: string;
  /** Replicas that it has all the same, of those that it must have. */
  readonly placed: number;
  readonly wished: number;
  readonly effect: string;
  readonly action: string;
}

/** A replica that will be loaded when the memory that others still hold is free. */
export interface PromisedReplica {
  readonly deploymentId: string;
  readonly machineId: string;
  readonly gpuIds: readonly string[];
  readonly needBytes: number;
  readonly reason: string;
}

/** A deployment without a place that is not refused yet. */
interface AwaitedPlace {
  readonly deploymentId: string;
  readonly model: string;
  /** What it waits for, as a sentence. */
  readonly reason: string;
}

export interface Plan {
  readonly replicas: readonly PlannedReplica[];
  readonly promised: readonly PromisedReplica[];
  readonly refusals: readonly Refusal[];
  /** Left out: none. The planner knows of none, only who waits for machines does. */
  readonly awaited?: readonly AwaitedPlace[];
}

/** Why nothing is placed anew for now: most machines were lost at once, and the coordinator suspects its own network. */
export interface Suspicion {
  /** Ids of the machines that were lost at once. */
  readonly lost: ReadonlySet<string>;
  /** Machines that were there before, without this PC's own. */
  readonly of: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}
