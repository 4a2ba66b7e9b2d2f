/** A request on its way to a slot: what it wants, what it was told, and what it got. */
import type { PrefixHashes } from './prefix-hashes.ts';
import type { ReplicaLoad, Run } from './replica-load.ts';
import type { RouterReplica } from './snapshot.ts';

export interface Want {
  readonly model: string;
  /** The only file that will do; null: any. */
  readonly variant: string | null;
  /** No external server will do. */
  readonly ownOnly?: boolean;
  readonly callerId: string;
  /** The caller's share: one of weight 2 gets twice as much as one of weight 1 when places are scarce. */
  readonly weight: number;
  /** The prompt and, once it is begun, the answer so far; it may grow while the request runs. */
  readonly prefix: Pick<PrefixHashes, 'hashes' | 'length'>;
  readonly maxTokens: number | null;
  /** It held a slot before and lost it: it goes before everybody's turn. */
  readonly begun: boolean;
}

/** What one who waits is told. */
export interface Wait {
  /** From 1; null: the model is not ready. */
  readonly place: number | null;
  /** Until its turn comes, as far as can be told; null: that cannot. */
  readonly seconds: number | null;
  readonly reason: string;
}

export interface Ticket {
  readonly want: Want;
  readonly since: number;
  /** It waits for a busy replica though others are free, up to this moment; null: it does not. */
  heldUntil: number | null;
  wait: Wait | null;
}

/** A slot that a request has. */
export interface Grant {
  readonly replica: RouterReplica;
  readonly want: Want;
  readonly load: ReplicaLoad;
  readonly run: Run;
  /** Seconds that its caller's share was charged with. */
  readonly charged: number;
  /** A slot elsewhere that is kept for it, as its replica is being emptied. */
  next: Grant | null;
  ended: boolean;
}
