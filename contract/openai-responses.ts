/** OpenAI's newer shape for chats, as far as it is served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { mostScores } from './generate.ts';
import { ScoredLogprob } from './openai.ts';

const TextPart = z.looseObject({ type: z.enum(['input_text', 'output_text']), text: z.string() });

const MessageItem = z.looseObject({
  type: z.literal('message').optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(TextPart).min(1)]),
});
/** What a model thought in an earlier answer: clients send it back. */
const ReasoningItem = z.looseObject({ type: z.literal('reasoning') });

const Format = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({ type: z.literal('json_schema'), name: z.string(), schema: z.record(z.string(), z.unknown()) }),
]);
export type ResponseFormat = z.infer<typeof Format>;

/** What `include` may ask for. */
export const scoresIncluded = 'message.output_text.logprobs';

export const ResponseRequest = z.looseObject({
  model: z.string().min(1).max(200),
  input: z.union([z.string().min(1), z.array(z.union([MessageItem, ReasoningItem])).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  text: z.looseObject({ format: Format.nullish() }).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  include: z.array(z.literal(scoresIncluded)).nullish(),
  top_logprobs: z.int().min(0).max(mostScores).nullish(),
});
export type ResponseRequest = z.infer<typeof ResponseRequest>;

export const OutputText = z.object({
  type: z.literal('output_text'),
  text: z.string(),
  annotations: z.array(z.never()),
  logprobs: z.array(ScoredLogprob),
});
export type OutputText = z.infer<typeof OutputText>;

export const ReasoningText = z.object({ type: z.literal('reasoning_text'), text: z.string() });
export type ReasoningText = z.infer<typeof ReasoningText>;

const ItemStatus = z.enum(['in_progress', 'completed', 'incomplete']);

export const OutputItem = z.discriminatedUnion('type', [
  z.object({
    id: z.string(),
    type: z.literal('message'),
    role: z.literal('assistant'),
    status: ItemStatus,
    content: z.array(OutputText),
  }),
  z.object({
    id: z.string(),
    type: z.literal('reasoning'),
    status: ItemStatus,
    summary: z.array(z.never()),
    content: z.array(ReasoningText),
  }),
]);
export type OutputItem = z.infer<typeof OutputItem>;

const ResponseUsage = z.object({
  input_tokens: z.int(),
  /** Not told apart here: 0. */
  input_tokens_details: z.object({ cached_tokens: z.literal(0) }),
  output_tokens: z.int(),
  /** Not told apart here: 0. */
  output_tokens_details: z.object({ reasoning_tokens: z.literal(0) }),
  total_tokens: z.int(),
});

export const OpenAiResponse = z.object({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  status: ItemStatus,
  error: z.null(),
  incomplete_details: z.object({ reason: z.literal('max_output_tokens') }).nullable(),
  instructions: z.string().nullable(),
  max_output_tokens: z.int().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  model: z.string(),
  output: z.array(OutputItem),
  parallel_tool_calls: z.literal(true),
  previous_response_id: z.null(),
  store: z.literal(false),
  temperature: z.number(),
  text: z.object({ format: Format }),
  tool_choice: z.literal('auto'),
  tools: z.array(z.never()),
  top_p: z.number(),
  truncation: z.literal('disabled'),
  usage: ResponseUsage.nullable(),
});
export type OpenAiResponse = z.infer<typeof OpenAiResponse>;
