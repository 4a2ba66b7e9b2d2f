/** OpenAI's newer shape for chats, as far as it is served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { orNothing } from './or-nothing.ts';

const TextPart = z.looseObject({ type: z.enum(['input_text', 'output_text']), text: z.string() });

const MessageItem = z.looseObject({
  type: z.literal('message').optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(TextPart).min(1)]),
});
/** A call of a tool, in an earlier answer. */
const CallItem = z.looseObject({
  type: z.literal('function_call'),
  call_id: z.string().min(1).max(200),
  name: z.string(),
  arguments: z.string(),
});
/** What the tool gave back. */
const CallOutputItem = z.looseObject({
  type: z.literal('function_call_output'),
  call_id: z.string(),
  output: z.union([z.string(), z.array(TextPart)]),
});
/** What a model thought in an earlier answer: clients send it back. */
const ReasoningItem = z.looseObject({ type: z.literal('reasoning') });

const Format = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.looseObject({ type: z.literal('json_schema'), name: z.string(), schema: z.record(z.string(), z.unknown()) }),
]);
export type ResponseFormat = z.infer<typeof Format>;

const Tool = z.looseObject({
  type: z.literal('function'),
  name: z.string(),
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

const NamedFunction = z.looseObject({ type: z.literal('function'), name: z.string() });

const ToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  NamedFunction,
  z.looseObject({
    type: z.literal('allowed_tools'),
    mode: z.enum(['auto', 'required']),
    tools: z.array(NamedFunction),
  }),
]);

export const ResponseRequest = z.looseObject({
  model: z.string().min(1).max(200),
  input: z.union([z.string().min(1), z.array(z.union([MessageItem, CallItem, CallOutputItem, ReasoningItem])).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  text: z.looseObject({ format: Format.nullish() }).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  tools: orNothing(z.array(Tool)),
  tool_choice: orNothing(ToolChoice),
  parallel_tool_calls: z.boolean().nullish(),
});
export type ResponseRequest = z.infer<typeof ResponseRequest>;

export interface OutputText {
  type: 'output_text';
  text: string;
  annotations: never[];
  logprobs: never[];
}

export interface ReasoningText {
  type: 'reasoning_text';
  text: string;
}

type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export type OutputItem =
  | { id: string; type: 'message'; role: 'assistant'; status: ItemStatus; content: OutputText[] }
  | { id: string; type: 'reasoning'; status: ItemStatus; summary: never[]; content: ReasoningText[] }
  | FunctionCall;

/** `id` is the item's, `call_id` the call's. */
export interface FunctionCall {
  id: string;
  type: 'function_call';
  status: ItemStatus;
  call_id: string;
  name: string;
  arguments: string;
}

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
  parallel_tool_calls: boolean;
  previous_response_id: null;
  store: false;
  temperature: number;
  text: { format: ResponseFormat };
  tool_choice: NonNullable<ResponseRequest['tool_choice']>;
  tools: NonNullable<ResponseRequest['tools']>;
  top_p: number;
  truncation: 'disabled';
  usage: ResponseUsage | null;
}
