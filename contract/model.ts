/** Models and the admin's wishes for them. */
import { z } from 'zod';

/** What a GGUF header says: all that the memory estimate needs. */
export const GgufFacts = z.strictObject({
  architecture: z.string(),
  name: z.string(),
  parameters: z.number().nonnegative(),
  quantization: z.string(),
  layers: z.int().positive(),
  embeddingLength: z.int().positive(),
  vocabularySize: z.int().positive(),
  /** KV heads of each layer (GQA): one entry per layer. */
  kvHeads: z.array(z.int().nonnegative()),
  keyLength: z.int().positive(),
  valueLength: z.int().positive(),
  /** Tokens that a layer with a sliding window keeps; null: all layers keep the whole context. */
  slidingWindow: z.int().positive().nullable(),
  /** Tokens that the model was trained for. */
  trainedContext: z.int().positive(),
  /** Bytes of all tensors: what the weights take on the GPU. */
  tensorBytes: z.int().positive(),
  chatTemplate: z.boolean(),
});
export type GgufFacts = z.infer<typeof GgufFacts>;

/** One GGUF file of a model. */
export const Variant = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  model: z.string(),
  /** "Q8_0" */
  name: z.string(),
  sizeBytes: z.int().positive(),
  /** The demo model: the only one a processor may run. */
  demo: z.boolean(),
  facts: GgufFacts,
});
export type Variant = z.infer<typeof Variant>;

/** What the admin wishes. */
export const Deployment = z.strictObject({
  id: z.string(),
  model: z.string(),
  /** Allowed files, best first. */
  variants: z.array(z.string()).min(1),
  /** Tokens for each slot. */
  contextLength: z.int().min(64),
  slots: z.int().min(1).max(64),
  replicasMin: z.int().nonnegative(),
  replicasMax: z.int().nonnegative(),
  /** Higher goes first. */
  priority: z.int(),
  /** When the model was taken into the office, in milliseconds since 1970. */
  addedAt: z.int(),
});
export type Deployment = z.infer<typeof Deployment>;
