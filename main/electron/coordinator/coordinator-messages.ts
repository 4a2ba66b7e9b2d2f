/** What the desktop's process and the coordinator's process say to each other. */
import { z } from 'zod';
import { Problem } from '../../../contract/errors.ts';
import { Notice } from './notices.ts';
import { OfficeStatus } from './office-status.ts';

export const FromCoordinator = z.discriminatedUnion('type', [
  /** It serves; the link opens the window signed in. */
  z.strictObject({ type: z.literal('ready'), link: z.url({ protocol: /^http$/ }) }),
  /** It could not be opened. It waits for `close`, as a process that ends at once may lose its last message. */
  z.strictObject({ type: z.literal('failed'), problem: Problem }),
  z.strictObject({ type: z.literal('status'), status: OfficeStatus }),
  z.strictObject({ type: z.literal('notice'), notice: Notice }),
  /** Somebody stopped the office from the command line. */
  z.strictObject({ type: z.literal('shutdown-wish') }),
]);
export type FromCoordinator = z.infer<typeof FromCoordinator>;

export const ToCoordinator = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('close') }),
  /** This PC goes to sleep, or woke up. */
  z.strictObject({ type: z.literal('power'), event: z.enum(['sleep', 'wake']) }),
  /** Whether the office takes new requests. */
  z.strictObject({ type: z.literal('serve'), on: z.boolean() }),
]);
export type ToCoordinator = z.infer<typeof ToCoordinator>;
