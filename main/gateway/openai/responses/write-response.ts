/** A response in one piece, and the parts that its stream has in common with it. */
import type {
  OpenAiResponse,
  OutputItem,
  OutputText,
  ReasoningText,
  ResponseRequest,
} from '../../../../contract/openai-responses.ts';
import type { TokenScores } from '../../../../contract/generate.ts';
import type { AnswerEnd } from '../../surface.ts';
import { writeLogprob } from '../write-logprobs.ts';

export interface ResponseHead {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly request: ResponseRequest;
}

export type ItemKind = OutputItem['type'];

/** As it is before anything was written. */
export const emptyResponse = ({ id, created, model, request }: ResponseHead): OpenAiResponse => ({
  id,
  object: 'response',
  created_at: created,
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  instructions: request.instructions ?? null,
  max_output_tokens: request.max_output_tokens ?? null,
  metadata: request.metadata ?? {},
  model,
  output: [],
  parallel_tool_calls: true,
  previous_response_id: null,
  store: false,
  temperature: request.temperature ?? 1,
  text: { format: request.text?.format ?? { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_p: request.top_p ?? 1,
  truncation: 'disabled',
  usage: null,
});

export function writeResponse(head: ResponseHead, output: OutputItem[], { reason, usage }: AnswerEnd): OpenAiResponse {
  const { promptTokens, completionTokens } = usage;
  return {
    ...emptyResponse(head),
    status: reason === 'length' ? 'incomplete' : 'completed',
    incomplete_details: reason === 'length' ? { reason: 'max_output_tokens' } : null,
    output,
    usage: {
      input_tokens: promptTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: completionTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** @param parts of it that there are: none while it begins @param scores of the message's tokens, where they were asked for */
export function writeItem(
  kind: ItemKind,
  id: string,
  status: OutputItem['status'],
  parts: readonly string[],
  scores: readonly TokenScores[] = [],
): OutputItem {
  return kind === 'message'
    ? { id, type: kind, role: 'assistant', status, content: parts.map((text) => textPart(text, scores)) }
    : { id, type: kind, status, summary: [], content: parts.map(thoughtPart) };
}

export const writePart = (
  kind: ItemKind,
  text: string,
  scores: readonly TokenScores[] = [],
): OutputText | ReasoningText => (kind === 'message' ? textPart(text, scores) : thoughtPart(text));

const textPart = (text: string, scores: readonly TokenScores[]): OutputText => ({
  type: 'output_text',
  text,
  annotations: [],
  logprobs: scores.map(writeLogprob),
});
const thoughtPart = (text: string): ReasoningText => ({ type: 'reasoning_text', text });
