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
  input: z.unknown().meta({
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
      { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0 } },
      { type: 'array', minItems: 1, items: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 0 } } },
    ],
  }),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: z.int().positive().nullish(),
});

export const EmbeddingList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      object: z.literal('embedding'),
      index: z.int(),
      /** Numbers, or all of them as F32 in Base64. */
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type EmbeddingList = z.infer<typeof EmbeddingList>;

export const Usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() });
export type Usage = z.infer<typeof Usage>;

export const TokenLogprob = z.object({
  token: z.string(),
  logprob: z.number(),
  /** Null: it is a part of a character. */
  bytes: z.array(z.int()).nullable(),
});
export type TokenLogprob = z.infer<typeof TokenLogprob>;

/** A token of the answer, beside those that were likely there. */
export const ScoredLogprob = TokenLogprob.extend({ top_logprobs: z.array(TokenLogprob) });
export type ScoredLogprob = z.infer<typeof ScoredLogprob>;

const ChatLogprobs = z.object({ content: z.array(ScoredLogprob), refusal: z.null() });

const FinishReason = z.enum(['stop', 'length']);

export const ChatCompletion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string(),
        /** What the model thought first, as other servers of open models write it. */
        reasoning_content: z.string().optional(),
        refusal: z.null(),
      }),
      logprobs: ChatLogprobs.nullable(),
      finish_reason: FinishReason,
    }),
  ),
  usage: Usage,
  system_fingerprint: z.string(),
});
export type ChatCompletion = z.infer<typeof ChatCompletion>;

export const ChatCompletionChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        reasoning_content: z.string().optional(),
      }),
      logprobs: ChatLogprobs.nullable(),
      finish_reason: FinishReason.nullable(),
    }),
  ),
  usage: Usage.nullish(),
  system_fingerprint: z.string(),
});
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>;

export const OpenAiModel = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
  /** null: an external server has it, and does not say. */
  context_length: z.int().nullable(),
  capabilities: z.array(z.enum(['chat', 'completion', 'structured_output', 'embedding', 'rerank'])),
  /** The model that answers, where this is another name of it. */
  alias_of: z.string().optional(),
});
export type OpenAiModel = z.infer<typeof OpenAiModel>;

export const OpenAiModelList = z.object({ object: z.literal('list'), data: z.array(OpenAiModel) });

export const OpenAiError = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string() }),
});
export type OpenAiError = z.infer<typeof OpenAiError>;
