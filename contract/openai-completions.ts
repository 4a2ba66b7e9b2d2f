/** OpenAI's older shape: a text is gone on with. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { drawing, stopTexts, StreamOptions, type Usage } from './openai.ts';

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
export interface TextLogprobs {
  tokens: string[];
  token_logprobs: number[];
  top_logprobs: Record<string, number>[];
  /** Where it begins, in characters of the text that was written. */
  text_offset: number[];
}

/** A whole completion, or a piece of one in a stream. */
export interface TextCompletion {
  id: string;
  object: 'text_completion';
  created: number;
  model: string;
  choices: { index: number; text: string; logprobs: TextLogprobs | null; finish_reason: 'stop' | 'length' | null }[];
  usage?: Usage | null;
  system_fingerprint: string;
}
