/** The embed call: vectors of texts, or of pairs their score, which is a vector of one value. A pure function of its inputs and the file, so that any replica of the same file gives the same. */
import { z } from 'zod';
import { Problem } from './errors.ts';

/** Inputs of one call at most, as in OpenAI's API. */
export const mostInputs = 2_048;

/** A text is read as the model was trained to read one; tokens are taken as they are, between the marks that the model wants. */
export const EmbedInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({ kind: z.literal('tokens'), tokens: z.array(z.int().nonnegative()).min(1) }),
  /** For a model that ranks: a question, and a text that may answer it. The score is 0 to 1. */
  z.strictObject({ kind: z.literal('pair'), query: z.string().min(1), text: z.string().min(1) }),
]);
export type EmbedInput = z.infer<typeof EmbedInput>;

export const EmbedRequest = z.strictObject({
  requestId: z.string(),
  inputs: z.array(EmbedInput).min(1).max(mostInputs),
});
export type EmbedRequest = z.infer<typeof EmbedRequest>;

/** One line of the stream that answers an EmbedRequest. */
export const EmbedFrame = z.discriminatedUnion('type', [
  /** One for each input, in order. */
  z.strictObject({
    type: z.literal('vector'),
    index: z.int().nonnegative(),
    /** Of the input, with the marks around it. */
    tokens: z.int().positive(),
    /** As the model gives it, of any length: F32, little-endian, in Base64. */
    vector: z.base64(),
  }),
  /** Last, after all vectors. */
  z.strictObject({ type: z.literal('end') }),
  /** Last, when it could not go on. `param` names the input that is at fault: "inputs.3". */
  z.strictObject({ type: z.literal('error'), problem: Problem }),
]);
export type EmbedFrame = z.infer<typeof EmbedFrame>;
