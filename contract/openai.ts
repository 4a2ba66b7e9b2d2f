/** OpenAI's shapes, as far as they are served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { mostScores } from './generate.ts';

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() });

const OpenAiMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(TextPart).min(1)]),
});

const ResponseFormat = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({
    type: z.literal('json_schema'),
    json_schema: z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()) }),
  }),
]);

const stopText = z.string().max(1_000);
export const stopTexts = z.union([stopText, z.array(stopText).max(4)]);

export const StreamOptions = z.looseObject({ include_usage: z.boolean().optional() });

/** Answers to one request at most. */
const mostChoices = 8;

const penalty = z.number().min(-2).max(2);

/** How tokens are drawn: what requests for chats and for plain texts say alike. */
export const drawing = {
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  presence_penalty: penalty.nullish(),
  frequency_penalty: penalty.nullish(),
  /** Answers to it. */
  n: z.int().min(1).max(mostChoices).nullish(),
  /** By token number. */
  logit_bias: z.record(z.string().regex(/^\d{1,7}$/), z.number().min(-100).max(100)).nullish(),
};

export const ChatCompletionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(OpenAiMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: StreamOptions.nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  ...drawing,
  stop: stopTexts.nullish(),
  response_format: ResponseFormat.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(mostScores).nullish(),
});
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;

/** `input` is looked at by itself: a list of numbers is one text, a list of texts are several. */
export const EmbeddingsRequest = z.looseObject({
  model: z.string().min(1).max(200),
  input: z.unknown(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().positive().nullish(),
});

export interface EmbeddingList {
  object: 'list';
  data: { object: 'embedding'; index: number; embedding: number[] | string }[];
  model: string;
  usage: { prompt_tokens: number; total_tokens: number };
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export interface TokenLogprob {
  token: string;
  logprob: number;
  /** Null: it is a part of a character. */
  bytes: number[] | null;
}

/** A token of the answer, beside those that were likely there. */
export interface ScoredLogprob extends TokenLogprob {
  top_logprobs: TokenLogprob[];
}

interface ChatLogprobs {
  content: ScoredLogprob[];
  refusal: null;
}

export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: {
    index: number;
    /** `reasoning_content`: what the model thought first, as other servers of open models write it. */
    message: { role: 'assistant'; content: string; reasoning_content?: string; refusal: null };
    logprobs: ChatLogprobs | null;
    finish_reason: 'stop' | 'length';
  }[];
  usage: Usage;
  system_fingerprint: string;
}

export interface ChatCompletionChunk {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  choices: {
    index: number;
    delta: { role?: 'assistant'; content?: string; reasoning_content?: string };
    logprobs: ChatLogprobs | null;
    finish_reason: 'stop' | 'length' | null;
  }[];
  usage?: Usage | null;
  system_fingerprint: string;
}

type ModelCapability = 'chat' | 'completion' | 'structured_output' | 'embedding' | 'rerank';

export interface OpenAiModel {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  context_length: number;
  capabilities: readonly ModelCapability[];
  /** The model that answers, where this is another name of it. */
  alias_of?: string;
}

export interface OpenAiError {
  error: { message: string; type: string; param: string | null; code: string };
}
