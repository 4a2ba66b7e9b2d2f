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

interface TokenUse {
  input_tokens: number;
  output_tokens: number;
}

export type ContentBlock =
  | { type: 'text'; text: string; citations: null }
  /** Nothing signs it here: the signature is empty. */
  | { type: 'thinking'; thinking: string; signature: '' };

export type StopReason = 'end_turn' | 'max_tokens' | 'stop_sequence';

export interface Message {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  content: ContentBlock[];
  stop_reason: StopReason | null;
  stop_sequence: string | null;
  usage: TokenUse;
}

export interface AnthropicModel {
  type: 'model';
  id: string;
  display_name: string;
  /** As an ISO date. */
  created_at: string;
  /** null: an external server has it, and does not say. */
  max_input_tokens: number | null;
}

export interface AnthropicError {
  type: 'error';
  error: { type: string; message: string };
}
