/** OpenAI's shapes, as far as they are served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';
import { orNothing } from './or-nothing.ts';

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() });

const content = z.union([z.string(), z.array(TextPart).min(1)]);

const ToolCall = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.literal('function').optional(),
  function: z.looseObject({ name: z.string(), arguments: z.string() }),
});

const OpenAiMessage = z.discriminatedUnion('role', [
  z.looseObject({ role: z.enum(['system', 'developer', 'user']), content }),
  /** It has text, or calls of tools, or both. */
  z.looseObject({ role: z.literal('assistant'), content: content.nullish(), tool_calls: orNothing(z.array(ToolCall)) }),
  z.looseObject({ role: z.literal('tool'), content, tool_call_id: z.string() }),
]);

const Tool = z.looseObject({
  type: z.literal('function'),
  function: z.looseObject({
    name: z.string(),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
});

const NamedFunction = z.looseObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) });

const ToolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  NamedFunction,
  z.looseObject({
    type: z.literal('allowed_tools'),
    allowed_tools: z.looseObject({ mode: z.enum(['auto', 'required']), tools: z.array(NamedFunction) }),
  }),
]);

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

export const ChatCompletionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(OpenAiMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: StreamOptions.nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  stop: stopTexts.nullish(),
  n: z.literal(1).nullish(),
  response_format: ResponseFormat.nullish(),
  tools: orNothing(z.array(Tool)),
  tool_choice: orNothing(ToolChoice),
  parallel_tool_calls: z.boolean().nullish(),
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

export type FinishReason = 'stop' | 'length' | 'tool_calls';

/** The first of a call has its id and its name; the others have more of its arguments. */
interface ToolCallDelta {
  index: number;
  id?: string;
  type?: 'function';
  function: { name?: string; arguments: string };
}

export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: [
    {
      index: 0;
      /** `reasoning_content`: what the model thought first, as other servers of open models write it. */
      message: {
        role: 'assistant';
        content: string | null;
        reasoning_content?: string;
        tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
        refusal: null;
      };
      logprobs: null;
      finish_reason: FinishReason;
    },
  ];
  usage: Usage;
  system_fingerprint: string;
}

export interface ChatCompletionChunk {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  choices: {
    index: 0;
    delta: { role?: 'assistant'; content?: string; reasoning_content?: string; tool_calls?: ToolCallDelta[] };
    logprobs: null;
    finish_reason: FinishReason | null;
  }[];
  usage?: Usage | null;
  system_fingerprint: string;
}

type ModelCapability = 'chat' | 'completion' | 'structured_output' | 'tools' | 'embedding';

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
