/** Anthropic's request as our own. */
import { CountTokensRequest, MessagesRequest } from '../../../contract/anthropic.ts';
import type { ChatMessage } from '../../../contract/generate.ts';
import { refuse } from '../../../contract/problem.ts';
import { parse } from '../../base/parse.ts';
import type { AnswerInput } from '../answer.ts';
import { toGrammarSchema } from '../schema/json-schema.ts';
import { seedOf } from '../seed.ts';
import type { Translation } from '../surface.ts';
import { refuseUnsupported } from './unsupported.ts';

/** Texts that stand beside each other are paragraphs. */
const between = '\n\n';

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path. */
export function readRequest(body: unknown, draw: () => number): { answer: Translation['answer']; stream: boolean } {
  refuseUnsupported(body);
  const request = parse(MessagesRequest, body);
  const { output_config: output } = request;
  return {
    stream: request.stream === true,
    answer: {
      model: request.model,
      input: readInput(request),
      sampling: {
        temperature: request.temperature ?? 1,
        topP: request.top_p ?? 1,
        topK: request.top_k ?? 0,
        minP: 0,
        seed: seedOf(null, draw),
      },
      stop: (request.stop_sequences ?? []).filter((one) => one !== ''),
      maxTokens: request.max_tokens,
      grammar: output?.format
        ? { kind: 'json_schema', schema: toGrammarSchema(output.format.schema, 'output_config.format.schema') }
        : null,
    },
  };
}

/** For a prompt that is only counted. @throws ProblemError as readRequest does */
export function readPrompt(body: unknown): Translation['answer'] {
  refuseUnsupported(body);
  const request = parse(CountTokensRequest, body);
  const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 };
  return { model: request.model, input: readInput(request), sampling, stop: [], maxTokens: 1, grammar: null };
}

/** Messages of one side that follow each other become one, as Anthropic's do: many chat templates take turns only. */
function readInput({ system, messages }: CountTokensRequest): AnswerInput {
  const instructions = system?.length ? textOf(system, 'system') : '';
  const turns: ChatMessage[] = instructions === '' ? [] : [{ role: 'system', content: instructions }];
  for (const [at, { role, content }] of messages.entries()) {
    const text = textOf(content, `messages.${at}.content`);
    const last = turns.at(-1);
    if (last?.role === role) last.content += between + text;
    else turns.push({ role, content: text });
  }
  return { kind: 'chat', messages: turns };
}

type Content = CountTokensRequest['messages'][number]['content'];

function textOf(content: Content, path: string): string {
  if (typeof content === 'string') return content;
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  // Thoughts alone say nothing.
  return texts.length > 0 ? texts.join(between) : refuse('invalid_request', 'There is no text in it.', { param: path });
}
