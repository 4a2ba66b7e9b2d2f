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
});

/** A whole completion, or a piece of one in a stream. */
export interface TextCompletion {
  id: string;
  object: 'text_completion';
  created: number;
  model: string;
  choices: { index: number; text: string; logprobs: null; finish_reason: 'stop' | 'length' | null }[];
  usage?: Usage | null;
  system_fingerprint: string;
}
