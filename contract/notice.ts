/** What a person should know or do: why, what it means, one thing to do. */
import { z } from 'zod';

export const Notice = z.object({ reason: z.string(), effect: z.string(), action: z.string() });
export type Notice = Readonly<z.infer<typeof Notice>>;
