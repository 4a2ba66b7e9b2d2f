/** What the router reads: models and replicas as plain values. */
import type { Variant } from '../../contract/model.ts';
import type { ReplicaSpec, ReplicaState } from '../../contract/replica.ts';

/** Why the planner does not place a model, with what it means and one thing to do. */
export interface RouterRefusal {
  readonly reason: string;
  readonly effect: string;
  readonly action: string;
}

export interface RouterModel {
  readonly name: string;
  readonly kind: ReplicaSpec['kind'];
  /** Tokens that one request may use, prompt and answer together; null: not known, as of some external servers. */
  readonly contextLength: number | null;
  /** The best file that it may run from; null: none is here. */
  readonly file: Variant | null;
  /** When it was taken into the office, in milliseconds since 1970. */
  readonly addedAt: number;
  /** Null while the planner places it or is about to. */
  readonly refusal: RouterRefusal | null;
  /** What it waits for that has no place and is not refused, as a sentence; null or left out: nothing that is known. */
  readonly waits?: string | null;
  /** Only external servers have it. */
  readonly external?: true;
}

/** A place on an external server, which knows texts and no tokens of ours. */
interface ExternalPlace {
  readonly serverId: string;
  /** It is asked before the office's own replicas; otherwise when none of them is free. */
  readonly prefer: boolean;
  /** Why it takes nothing now; null: it does. */
  readonly why: string | null;
}

export interface RouterReplica {
  readonly replicaId: string;
  readonly machineName: string;
  readonly model: string;
  /** sha256 of the file: an answer goes on only on the same one, because token ids mean something else elsewhere. */
  readonly variant: string;
  readonly state: ReplicaState;
  readonly slots: number;
  readonly slotsBusy: number;
  /** Of one answer, as last measured; 0: not measured yet. */
  readonly tokensPerSecond: number;
  /** Left out: a replica of the office's own. The models of one server share its slots. */
  readonly external?: ExternalPlace;
}

export interface RouterSnapshot {
  readonly models: readonly RouterModel[];
  readonly replicas: readonly RouterReplica[];
}
