/** Anthropic's request as our own. */
import { CountTokensRequest, MessagesRequest } from '../../../contract/anthropic.ts';
import { parse } from '../../base/parse.ts';
import { toGrammarSchema } from '../schema/json-schema.ts';
import { seedOf } from '../seed.ts';
import type { Translation } from '../surface.ts';
import { readMessages } from './read-messages.ts';
import { readTools } from './read-tools.ts';
import { refuseUnsupported } from './unsupported.ts';

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path. */
export function readRequest(body: unknown, draw: () => number): { answer: Translation['answer']; stream: boolean } {
  refuseUnsupported(body);
  const request = parse(MessagesRequest, body);
  const { output_config: output } = request;
  return {
    stream: request.stream === true,
    answer: {
      model: request.model,
      input: { kind: 'chat', messages: readMessages(request) },
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
      ...readTools(request),
    },
  };
}

/** For a prompt that is only counted. @throws ProblemError as readRequest does */
export function readPrompt(body: unknown): Translation['answer'] {
  refuseUnsupported(body);
  const request = parse(CountTokensRequest, body);
  const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 };
  const asked = { model: request.model, sampling, stop: [], maxTokens: 1, grammar: null };
  return { ...asked, input: { kind: 'chat', messages: readMessages(request) }, ...readTools(request) };
}
