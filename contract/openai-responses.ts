/** OpenAI's newer shape for chats, as far as it is served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { mostScores } from './generate.ts';
import type { ScoredLogprob } from './openai.ts';

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

export interface OutputText {
  type: 'output_text';
  text: string;
  annotations: never[];
  logprobs: ScoredLogprob[];
}

export interface ReasoningText {
  type: 'reasoning_text';
  text: string;
}

type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export type OutputItem =
  | { id: string; type: 'message'; role: 'assistant'; status: ItemStatus; content: OutputText[] }
  | { id: string; type: 'reasoning'; status: ItemStatus; summary: never[]; content: ReasoningText[] };

interface ResponseUsage {
  input_tokens: number;
  /** Not told apart here: 0. */
  input_tokens_details: { cached_tokens: 0 };
  output_tokens: number;
  /** Not told apart here: 0. */
  output_tokens_details: { reasoning_tokens: 0 };
  total_tokens: number;
}

export interface OpenAiResponse {
  id: string;
  object: 'response';
  created_at: number;
  status: ItemStatus;
  error: null;
  incomplete_details: { reason: 'max_output_tokens' } | null;
  instructions: string | null;
  max_output_tokens: number | null;
  metadata: Record<string, unknown>;
  model: string;
  output: OutputItem[];
  parallel_tool_calls: true;
  previous_response_id: null;
  store: false;
  temperature: number;
  text: { format: ResponseFormat };
  tool_choice: 'auto';
  tools: never[];
  top_p: number;
  truncation: 'disabled';
  usage: ResponseUsage | null;
}
