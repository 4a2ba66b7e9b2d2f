/**
 * What usually goes wrong with an office, looked at one after the other. Under /control:
 *
 *   GET    /control/checks                         Check[]: this install, the network, machines and cards, models
 */
import { z } from 'zod';

/** network: how this PC is connected. port: where the office is served. part: a file that the program brings. server: an external one. */
export const CheckTopic = z.enum([
  'node',
  'folder',
  'part',
  'port',
  'https',
  'network',
  'machine',
  'card',
  'server',
  'model',
]);
export type CheckTopic = z.infer<typeof CheckTopic>;

export const Check = z.object({
  topic: CheckTopic,
  /** Which one, where an office has several: a machine, "DESIGN-01, GTX 1080 Ti", a model. */
  subject: z.string().nullable(),
  /** What was found, as a sentence. */
  found: z.string(),
  /** What that means, and one thing to do; null: all is well. */
  trouble: z.object({ effect: z.string(), action: z.string() }).nullable(),
});
export type Check = Readonly<z.infer<typeof Check>>;
