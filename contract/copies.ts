/**
 * Copies of model files to the office's machines, over their bulk sockets. The internet is not used for them.
 *
 *   POST   /control/models/copies/ID/cancel        204: what has come is kept; a copy that a placement needs begins again later
 */
import { z } from 'zod';
import { Problem } from './errors.ts';

/** queued: others come first. sending: bytes go. checking: the machine holds it against its hash. waiting: tried again by itself. */
const CopyState = z.enum(['queued', 'sending', 'checking', 'waiting', 'failed']);

/** A copy that is on its way; one that arrived is no more. */
export const CopyView = z.object({
  id: z.string(),
  model: z.string(),
  /** "Q4_K_M" */
  variant: z.string(),
  sha256: z.string(),
  machineId: z.string(),
  /** The machine's name. */
  machine: z.string(),
  /** placement: a replica waits for it. ahead: so that a loss costs a load, not a copy. */
  purpose: z.enum(['placement', 'ahead']),
  state: CopyState,
  doneBytes: z.int().nonnegative(),
  totalBytes: z.int().positive(),
  /** Smoothed over some seconds; 0 unless bytes go. */
  bytesPerSecond: z.number().nonnegative(),
  /** At that rate; null when it cannot be known. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** When it is tried again, of one that waits; milliseconds since 1970. */
  retryAt: z.number().nullable(),
  problem: Problem.nullable(),
});
export type CopyView = z.infer<typeof CopyView>;
