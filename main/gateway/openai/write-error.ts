/** A Problem in OpenAI's shape, so that every client library shows its sentence. */
import { errorKinds, type Problem } from '../../../contract/errors.ts';
import type { OpenAiError } from '../../../contract/openai.ts';

export function writeError(problem: Problem): OpenAiError {
  return {
    error: {
      message: `${problem.message} ${problem.action}`,
      type: typeOf(errorKinds[problem.code].status),
      param: problem.param ?? null,
      code: problem.code,
    },
  };
}

/** The end of a whole stream. */
export const done = 'data: [DONE]\n\n';

/** The end of a stream that broke off: without [DONE] no client takes it for a whole answer. */
export const writeFailure = (problem: Problem): string => `data: ${JSON.stringify(writeError(problem))}\n\n`;

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
