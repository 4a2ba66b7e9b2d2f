/** OpenAI's chat request as our own. */
import type { ChatMessage, Grammar } from '../../../contract/generate.ts';
import { ChatCompletionRequest } from '../../../contract/openai.ts';
import { refuse } from '../../../contract/problem.ts';
import { parse } from '../../base/parse.ts';
import type { AnswerRequest } from '../answer.ts';
import { toGrammarSchema } from '../schema/json-schema.ts';
import { readSampling } from './read-sampling.ts';
import { readStop } from './read-stop.ts';
import { refuseUnsupported } from './unsupported.ts';

export interface ReadRequest {
  readonly answer: Omit<AnswerRequest, 'id' | 'caller'>;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly choices: number;
}

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path. */
export function readRequest(body: unknown, draw: () => number): ReadRequest {
  refuseUnsupported(body);
  const request = parse(ChatCompletionRequest, body);
  return {
    stream: request.stream === true,
    includeUsage: request.stream_options?.include_usage === true,
    choices: request.n ?? 1,
    answer: {
      model: request.model,
      input: { kind: 'chat', messages: request.messages.map(readMessage) },
      sampling: readSampling(request, draw),
      stop: readStop(request.stop),
      maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
      grammar: readFormat(request.response_format),
      ...readScores(request),
    },
  };
}

function readScores({ logprobs, top_logprobs: top }: ChatCompletionRequest): Pick<AnswerRequest, 'scores'> {
  if (logprobs === true) return { scores: top ?? 0 };
  return top ? refuse('invalid_request', 'It needs "logprobs": true beside it.', { param: 'top_logprobs' }) : {};
}

function readMessage({ role, content }: ChatCompletionRequest['messages'][number]): ChatMessage {
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('');
  return { role: role === 'developer' ? 'system' : role, content: text };
}

function readFormat(format: ChatCompletionRequest['response_format']): Grammar | null {
  if (!format || format.type === 'text') return null;
  if (format.type === 'json_object') return { kind: 'json' };
  return {
    kind: 'json_schema',
    schema: toGrammarSchema(format.json_schema.schema, 'response_format.json_schema.schema'),
  };
}
