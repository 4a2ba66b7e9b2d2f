/** What a failed attempt means: whether the request goes elsewhere, and how the replica is treated. Pure. */
import type { ErrorCode, Problem } from '../../contract/errors.ts';

export type Setback =
  /** The request itself is at fault, or nothing can be done. */
  | { readonly kind: 'final' }
  /** Its agent says that all slots are busy: ours was freed a moment ago. */
  | { readonly kind: 'full' }
  /** The replica or its machine is gone; another one, or the same one back again, may do. */
  | { readonly kind: 'lost' }
  /** The replica failed while it worked on this: that may be the request's doing, so it is tried a few times only. */
  | { readonly kind: 'crashed' };

const kinds: Partial<Record<ErrorCode, Setback['kind']>> = {
  no_free_slot: 'full',
  machine_lost: 'lost',
  replica_not_found: 'lost',
  shutting_down: 'lost',
  model_not_ready: 'lost',
  engine_crashed: 'crashed',
  engine_unavailable: 'crashed',
  gpu_only_refused: 'crashed',
  out_of_memory: 'crashed',
  internal: 'crashed',
};

export const setbackOf = ({ code }: Problem): Setback => ({ kind: kinds[code] ?? 'final' });
