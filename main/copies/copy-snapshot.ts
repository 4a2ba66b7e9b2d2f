/** What the decision about copies reads: plain values. Machines that are not online are not in it. */
import type { HeldFile, ModelDisk } from '../../contract/agent-api.ts';
import type { ReplicaState } from '../../contract/replica.ts';

interface CopyReplica {
  readonly deploymentId: string;
  readonly sha256: string;
  readonly state: ReplicaState;
  /** When it entered this state. */
  readonly since: number;
}

export interface CopyMachine {
  readonly id: string;
  readonly name: string;
  /** The coordinator's own PC, which has all files. */
  readonly local: boolean;
  readonly files: readonly HeldFile[];
  /** Null: nothing can be copied there. */
  readonly disk: ModelDisk | null;
  /** What all model files may take there; null: as much as the disk gives. */
  readonly budgetBytes: number | null;
  /** Replicas may be there now. */
  readonly serving: boolean;
  /** Of its largest card, what models may use. */
  readonly roomBytes: number;
  /** The same of all its cards together: a model that fits on none alone may lie on several. */
  readonly allRoomBytes: number;
  readonly replicas: readonly CopyReplica[];
}

export interface CopyVariant {
  readonly sha256: string;
  readonly model: string;
  /** "Q4_K_M" */
  readonly name: string;
  readonly sizeBytes: number;
  /** Of a card, by the least shape that the admin wishes. */
  readonly needBytes: number;
}

export interface CopyDeployment {
  readonly id: string;
  readonly priority: number;
  /** It must run: a second machine shall have its file. */
  readonly matters: boolean;
  /** Allowed files, best first. */
  readonly variants: readonly CopyVariant[];
}

export interface CopySnapshot {
  readonly machines: readonly CopyMachine[];
  readonly deployments: readonly CopyDeployment[];
  /** All files of the office, deployed or not. */
  readonly known: ReadonlySet<string>;
}
