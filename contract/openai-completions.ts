/** OpenAI's older shape: a text is gone on with. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { drawing, stopTexts, StreamOptions, Usage } from './openai.ts';

export const CompletionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  prompt: z.union([z.string(), z.array(z.string()).length(1)]),
  stream: z.boolean().nullish(),
  stream_options: StreamOptions.nullish(),
  max_tokens: z.int().positive().nullish(),
  ...drawing,
  stop: stopTexts.nullish(),
  /** How many of the likeliest tokens are told; 0: the score of the token itself alone. */
  logprobs: z.int().min(0).max(5).nullish(),
});

/** One entry for each token. */
export const TextLogprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number()),
  top_logprobs: z.array(z.record(z.string(), z.number())),
  /** Where it begins, in characters of the text that was written. */
  text_offset: z.array(z.int()),
});
export type TextLogprobs = z.infer<typeof TextLogprobs>;

/** A whole completion, or a piece of one in a stream. */
export const TextCompletion = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      text: z.string(),
      logprobs: TextLogprobs.nullable(),
      finish_reason: z.enum(['stop', 'length']).nullable(),
    }),
  ),
  usage: Usage.nullish(),
  system_fingerprint: z.string(),
});
export type TextCompletion = z.infer<typeof TextCompletion>;
