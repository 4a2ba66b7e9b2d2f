/** OpenAI's request for a text that is gone on with, as our own. */
import { CompletionRequest } from '../../../contract/openai-completions.ts';
import { refuse } from '../../../contract/problem.ts';
import { parse } from '../../base/parse.ts';
import { isFields, refuseFields, type Harmless } from '../refuse-fields.ts';
import type { ReadRequest } from './read-request.ts';
import { readSampling } from './read-sampling.ts';
import { readStop } from './read-stop.ts';

/** What OpenAI says when the client says nothing. */
const usualTokens = 16;

export const unsupportedInCompletions: Harmless = {
  echo: (value) => value === false,
  suffix: (value) => value === '',
  best_of: (value) => value === 1,
};

/** @throws ProblemError invalid_request or unsupported_parameter, naming the field as a path. */
export function readCompletion(body: unknown, draw: () => number): ReadRequest {
  if (isFields(body)) {
    refuseFields(body, unsupportedInCompletions);
    refuseOddPrompt(body['prompt']);
  }
  const request = parse(CompletionRequest, body);
  const text = [request.prompt].flat().join('');
  if (text === '') return refuse('invalid_request', 'The prompt is empty.', { param: 'prompt' });
  return {
    stream: request.stream === true,
    includeUsage: request.stream_options?.include_usage === true,
    choices: request.n ?? 1,
    answer: {
      model: request.model,
      input: { kind: 'text', text },
      sampling: readSampling(request, draw),
      stop: readStop(request.stop),
      maxTokens: request.max_tokens ?? usualTokens,
      grammar: null,
      ...(typeof request.logprobs === 'number' ? { scores: request.logprobs } : {}),
    },
  };
}

function refuseOddPrompt(prompt: unknown): void {
  if (!Array.isArray(prompt)) return;
  const [first] = prompt as unknown[];
  const what =
    typeof first === 'number' || Array.isArray(first) ? 'Prompts of token ids' : prompt.length > 1 && 'Several prompts';
  if (what) refuse('unsupported_parameter', `${what} are not supported.`, { param: 'prompt' });
}
