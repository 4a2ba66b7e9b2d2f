/** Texts in the order in which they answer a question, as Cohere's and Jina's APIs have it. Unknown fields are tolerated. */
import { z } from 'zod';
import { mostInputs } from './embed.ts';

const text = z.string().min(1);

/** A text that is too long is refused, whatever a client says of cutting it. */
export const RerankRequest = z.looseObject({
  model: z.string().min(1).max(200),
  query: text,
  documents: z
    .array(z.union([text, z.looseObject({ text })]))
    .min(1)
    .max(mostInputs),
  top_n: z.int().positive().nullish(),
  return_documents: z.boolean().nullish(),
});

export const Reranking = z.object({
  id: z.string(),
  model: z.string(),
  /** Best first; among equals, in the order of the documents. */
  results: z.array(
    z.object({
      /** Of the document, as it was sent. */
      index: z.int(),
      /** 0 to 1. */
      relevance_score: z.number(),
      document: z.object({ text: z.string() }).optional(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type Reranking = z.infer<typeof Reranking>;
