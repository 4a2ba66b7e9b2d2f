/** One model of the catalogue: what a person should know of it, and all that the memory estimate needs before a byte is loaded. */
import { z } from 'zod';
import { CatalogueModel } from '../../../contract/library.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const CatalogueFile = z.strictObject({
  quantization: z.string().regex(/^(I?Q\d[A-Z0-9_]*|F16|BF16)$/),
  /** Paths in the repository: one, or all parts of a split model. */
  paths: z.array(z.string().regex(/^[\w.-]+(\/[\w.-]+)*\.gguf$/)).min(1),
  sizeBytes: z.int().positive(),
  /** The size is within 3 % of the true one. Where it is false it is the very size. */
  approximate: z.boolean(),
  /** Null: not known here; the hub tells it then. */
  sha256: sha256.nullable(),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

export const CatalogueEntry = CatalogueModel.pick({
  name: true,
  family: true,
  maker: true,
  kind: true,
  uses: true,
  goodFor: true,
  languages: true,
  licence: true,
}).extend({
  /** All weights, as counted from the shape of its tensors. */
  parameters: z.int().positive(),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  revision: z.string().min(1),
  /** Best first. */
  files: z.array(CatalogueFile).min(1),
  /** What its GGUF header says. */
  header: z.strictObject({
    architecture: z.string().min(1),
    layers: z.int().positive(),
    embeddingLength: z.int().positive(),
    vocabularySize: z.int().positive(),
    kvHeads: z.int().positive(),
    headLength: z.int().positive(),
    slidingWindow: z.int().positive().nullable(),
    trainedContext: z.int().positive(),
    heads: z.int().positive(),
    feedForwardLength: z.int().positive(),
    /** Its output is the embedding again, not a tensor of its own. */
    tied: z.boolean(),
  }),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;
