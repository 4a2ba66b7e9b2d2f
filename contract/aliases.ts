/**
 * The part of the UI's API that is about other names of models, for programs that ask for one of their own choice.
 *
 *   GET    /control/aliases          Alias[], by name
 *   PUT    /control/aliases/NAME     AliasTarget -> 204: requests for NAME go to that deployment
 *   DELETE /control/aliases/NAME     204
 */
import { z } from 'zod';

export const AliasName = z
  .string()
  .regex(/^[\p{L}\p{N}._:/@+-]{1,100}$/u, 'a name has 1 to 100 letters, digits and . _ - : / @ +');

export const AliasTarget = z.strictObject({ model: z.string().min(1).max(200) });

export const Alias = z.strictObject({ name: z.string(), model: z.string() });
export type Alias = z.infer<typeof Alias>;
