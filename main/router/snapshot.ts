/** What the router reads: models and replicas as plain values. */
import type { Variant } from '../../contract/model.ts';
import type { ReplicaState } from '../../contract/replica.ts';

/** Why the planner does not place a model, with what it means and one thing to do. */
export interface RouterRefusal {
  readonly reason: string;
  readonly effect: string;
  readonly action: string;
}

export interface RouterModel {
  readonly name: string;
  readonly kind: 'chat' | 'embedding';
  /** Tokens that one request may use, prompt and answer together. */
  readonly contextLength: number;
  /** The best file that it may run from; null: none is here. */
  readonly file: Variant | null;
  /** When it was taken into the office, in milliseconds since 1970. */
  readonly addedAt: number;
  /** Null while the planner places it or is about to. */
  readonly refusal: RouterRefusal | null;
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
}

export interface RouterSnapshot {
  readonly models: readonly RouterModel[];
  readonly replicas: readonly RouterReplica[];
}
