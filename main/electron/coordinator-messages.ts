/** What the desktop's process and the coordinator's process say to each other. */
import { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import { OfficeStatus } from './office-status.ts';

export const FromCoordinator = z.discriminatedUnion('type', [
  /** It serves; the link opens the window signed in. */
  z.strictObject({ type: z.literal('ready'), link: z.url({ protocol: /^http$/ }) }),
  /** It could not be opened. It waits for `close`, as a process that ends at once may lose its last message. */
  z.strictObject({ type: z.literal('failed'), problem: Problem }),
  z.strictObject({ type: z.literal('status'), status: OfficeStatus }),
  /** Somebody stopped the office from the command line. */
  z.strictObject({ type: z.literal('shutdown-wish') }),
]);
export type FromCoordinator = z.infer<typeof FromCoordinator>;

export const ToCoordinator = z.strictObject({ type: z.literal('close') });
export type ToCoordinator = z.infer<typeof ToCoordinator>;
