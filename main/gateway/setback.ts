/** What a failed attempt means: whether the request goes elsewhere, and how the replica is treated. Pure. */
import type { ErrorCode, Problem } from '../../contract/errors.ts';

export type Setback =
  /** The request itself is at fault, or nothing can be done. */
  | { readonly kind: 'final' }
  /** An external server will not do it; a replica of ours may. */
  | { readonly kind: 'unable' }
  /** Its agent says that all slots are busy: ours was freed a moment ago. `forMs`: how long a server asks to be left alone. */
  | { readonly kind: 'full'; readonly forMs?: number }
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
  attached_unreachable: 'lost',
  attached_key_refused: 'lost',
  attached_certificate: 'lost',
  attached_is_this_office: 'lost',
  attached_failed: 'crashed',
};

export function setbackOf({ code, retryAfter }: Problem): Setback {
  const kind = kinds[code] ?? 'final';
  return kind === 'full' && retryAfter !== undefined ? { kind, forMs: retryAfter * 1000 } : { kind };
}
