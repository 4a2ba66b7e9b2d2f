/** OpenAI's older shape: a text is gone on with. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { stopTexts, StreamOptions, Usage } from './openai.ts';

export const CompletionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  prompt: z.union([z.string(), z.array(z.string()).length(1)]),
  stream: z.boolean().nullish(),
  stream_options: StreamOptions.nullish(),
  max_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: stopTexts.nullish(),
});

/** A whole completion, or a piece of one in a stream. */
export const TextCompletion = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      text: z.string(),
      logprobs: z.null(),
      finish_reason: z.enum(['stop', 'length']).nullable(),
    }),
  ),
  usage: Usage.nullish(),
  system_fingerprint: z.string(),
});
export type TextCompletion = z.infer<typeof TextCompletion>;
