/** Anthropic's shapes, as far as they are served. Unknown fields are tolerated, as clients send many. */
import { z } from 'zod';

const TextBlock = z.looseObject({ type: z.literal('text'), text: z.string() });
/** What a model thought in an earlier answer: clients send it back. */
const ThoughtBlock = z.looseObject({ type: z.enum(['thinking', 'redacted_thinking']) });

const AnthropicMessage = z.looseObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(z.union([TextBlock, ThoughtBlock])).min(1)]),
});

const OutputConfig = z.looseObject({
  format: z.looseObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).nullish(),
});

/** What counting tokens needs of a request. */
export const CountTokensRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z.array(AnthropicMessage).min(1),
  system: z.union([z.string(), z.array(TextBlock)]).nullish(),
});
export type CountTokensRequest = z.infer<typeof CountTokensRequest>;

export const MessagesRequest = CountTokensRequest.extend({
  max_tokens: z.int().positive(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().nonnegative().nullish(),
  stop_sequences: z.array(z.string().max(1_000)).max(16).nullish(),
  output_config: OutputConfig.nullish(),
});

export const TokenCount = z.object({ input_tokens: z.int() });

const TokenUse = TokenCount.extend({ output_tokens: z.int() });

export const ContentBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), citations: z.null() }),
  /** Nothing signs it here: the signature is empty. */
  z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.literal('') }),
]);
export type ContentBlock = z.infer<typeof ContentBlock>;

const StopReason = z.enum(['end_turn', 'max_tokens', 'stop_sequence']);
export type StopReason = z.infer<typeof StopReason>;

export const Message = z.object({
  id: z.string(),
  type: z.literal('message'),
  role: z.literal('assistant'),
  model: z.string(),
  content: z.array(ContentBlock),
  stop_reason: StopReason.nullable(),
  stop_sequence: z.string().nullable(),
  usage: TokenUse,
});
export type Message = z.infer<typeof Message>;

export const AnthropicModel = z.object({
  type: z.literal('model'),
  id: z.string(),
  display_name: z.string(),
  /** As an ISO date. */
  created_at: z.string(),
  /** null: an external server has it, and does not say. */
  max_input_tokens: z.int().nullable(),
});
export type AnthropicModel = z.infer<typeof AnthropicModel>;

export const AnthropicModelPage = z.object({
  data: z.array(AnthropicModel),
  has_more: z.literal(false),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
});

export const AnthropicError = z.object({
  type: z.literal('error'),
  error: z.object({ type: z.string(), message: z.string() }),
});
export type AnthropicError = z.infer<typeof AnthropicError>;
