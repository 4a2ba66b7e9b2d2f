/** Models and the admin's wishes for them. */
import { z } from 'zod';

const whole = z.int().nonnegative();

/** What llama.cpp makes room for beside weights and whole contexts. Of layers that differ, the largest figure. */
const GraphFacts = z.strictObject({
  heads: z.int().positive(),
  feedForwardLength: whole,
  experts: z.strictObject({ count: whole, used: whole, feedForwardLength: whole }).nullable(),
  /** Whether each layer keeps its sliding window alone: one entry per layer. */
  slidingLayers: z.array(z.boolean()),
  /** Of the layers that keep their window alone. */
  slidingKeyLength: whole,
  slidingValueLength: whole,
  /** Bytes that recurrent layers keep of one conversation, however long it is. */
  stateBytes: whole,
  /** Bytes of the tensors that stay in main memory when all layers are on a GPU. */
  offGpuBytes: whole,
  tensors: whole,
  /** It makes vectors of texts, and gives no words. */
  vectors: z.boolean(),
  /** What it makes is a score: how well a text answers a question. Left out: it is not. */
  ranks: z.boolean().optional(),
  /** What one micro-batch takes was looked up for its architecture; of others, more is counted. */
  wellKnown: z.boolean(),
});
export type GraphFacts = z.infer<typeof GraphFacts>;

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
  /** 0: values are read out of the keys (MLA), and nothing else is kept. */
  valueLength: whole,
  /** Tokens that a layer with a sliding window keeps; null: all layers keep the whole context. */
  slidingWindow: z.int().positive().nullable(),
  /** Tokens that the model was trained for. */
  trainedContext: z.int().positive(),
  /** Bytes of all tensors: what the weights take on the GPU. */
  tensorBytes: z.int().positive(),
  chatTemplate: z.boolean(),
  /** Null: the file was read by a version that did not ask for it; the estimate then counts more. */
  graph: GraphFacts.nullable().default(null),
});
export type GgufFacts = z.infer<typeof GgufFacts>;

/** Architectures of llama.cpp that make vectors and no text. */
const embedders = /bert|^gemma-embedding$|^t5encoder$/;

/** chat: it writes. embedding: it makes vectors of texts. reranker: it scores how well texts answer a question. */
export const ModelKind = z.enum(['chat', 'embedding', 'reranker']);
export type ModelKind = z.infer<typeof ModelKind>;

/** What a model is for. */
export function modelKind({ architecture, graph }: Pick<GgufFacts, 'architecture' | 'graph'>): ModelKind {
  if (graph?.ranks === true) return 'reranker';
  return (graph?.vectors ?? embedders.test(architecture)) ? 'embedding' : 'chat';
}

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

/** From the least to the most, both counted in. */
const range = (least: number, most: number) =>
  z
    .strictObject({ min: z.int().min(least).max(most), max: z.int().min(least).max(most) })
    .refine(({ min, max }) => min <= max, 'min is more than max');

/** Where an admin wants a replica to be. */
export const Pin = z.strictObject({ machineId: z.string().min(1).max(100), gpuId: z.string().min(1).max(200) });
export type Pin = z.infer<typeof Pin>;

/** Of a model on demand: a lunch break keeps it, an evening does not. */
export const usualIdleMinutes = 30;

/** What the admin wishes. */
export const Deployment = z.strictObject({
  id: z.string(),
  model: z.string(),
  /** Allowed files, best first. */
  variants: z.array(z.string()).min(1),
  /** Tokens for each slot. */
  contextLength: z.int().min(64).max(1_048_576),
  /** Conversations at once that each replica can hold. */
  slots: range(1, 64),
  /** How many replicas must be there, and how many may. */
  replicas: range(0, 64),
  /** 1 to 10: higher goes first. */
  priority: z.int().min(1).max(10),
  /** A replica stands there if it can at all. */
  pins: z.array(Pin).max(64),
  /** Loaded when it is asked for, and unloaded after so many minutes in which nobody did. Null: it is always there. */
  idleMinutes: z.int().min(1).max(10_080).nullable(),
  /** When the model was taken into the office, in milliseconds since 1970. */
  addedAt: z.int(),
});
export type Deployment = z.infer<typeof Deployment>;

/** What an admin may say of a deployment. What is left out stays as it is; of a new one it is as usual. */
export const DeploymentWishes = z.strictObject({
  /** Allowed quantizations of the model, best first. */
  quantizations: z.array(z.string().min(1).max(40)).min(1).max(64).optional(),
  contextLength: Deployment.shape.contextLength.optional(),
  slots: Deployment.shape.slots.optional(),
  replicas: Deployment.shape.replicas.optional(),
  priority: Deployment.shape.priority.optional(),
  pins: Deployment.shape.pins.optional(),
  idleMinutes: Deployment.shape.idleMinutes.optional(),
});
export type DeploymentWishes = z.infer<typeof DeploymentWishes>;
