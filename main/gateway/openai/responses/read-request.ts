/** OpenAI's request for a response as our own. */
import type { ChatMessage, Grammar } from '../../../../contract/generate.ts';
import { ResponseRequest, scoresIncluded, type ResponseFormat } from '../../../../contract/openai-responses.ts';
import { refuse } from '../../../../contract/problem.ts';
import { parse } from '../../../base/parse.ts';
import { toGrammarSchema } from '../../schema/json-schema.ts';
import { seedOf } from '../../seed.ts';
import type { Translation } from '../../surface.ts';
import { refuseUnsupported } from './unsupported.ts';

interface Read {
  readonly answer: Translation['answer'];
  /** What of the request the response repeats. */
  readonly request: ResponseRequest;
}

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path. */
export function readRequest(body: unknown, draw: () => number): Read {
  refuseUnsupported(body);
  const request = parse(ResponseRequest, body);
  return {
    request,
    answer: {
      model: request.model,
      input: { kind: 'chat', messages: readMessages(request) },
      sampling: {
        temperature: request.temperature ?? 1,
        topP: request.top_p ?? 1,
        topK: 0,
        minP: 0,
        seed: seedOf(null, draw),
      },
      stop: [],
      maxTokens: request.max_output_tokens ?? null,
      grammar: readFormat(request.text?.format),
      ...readScores(request),
    },
  };
}

function readMessages({ instructions, input }: ResponseRequest): ChatMessage[] {
  const first: ChatMessage[] = instructions ? [{ role: 'system', content: instructions }] : [];
  if (typeof input === 'string') return [...first, { role: 'user', content: input }];
  const messages = input.flatMap((item): ChatMessage[] => {
    if (item.type === 'reasoning') return [];
    const content = typeof item.content === 'string' ? item.content : item.content.map(({ text }) => text).join('');
    return [{ role: item.role === 'developer' ? 'system' : item.role, content }];
  });
  return messages.length > 0
    ? [...first, ...messages]
    : refuse('invalid_request', 'There is no message in it.', { param: 'input' });
}

function readScores({ include, top_logprobs: top }: ResponseRequest): Pick<Translation['answer'], 'scores'> {
  if (include?.length) return { scores: top ?? 0 };
  const sentence = `It needs "${scoresIncluded}" in "include" beside it.`;
  return top ? refuse('invalid_request', sentence, { param: 'top_logprobs' }) : {};
}

function readFormat(format: ResponseFormat | null | undefined): Grammar | null {
  if (!format || format.type === 'text') return null;
  if (format.type === 'json_object') return { kind: 'json' };
  return { kind: 'json_schema', schema: toGrammarSchema(format.schema, 'text.format.schema') };
}
