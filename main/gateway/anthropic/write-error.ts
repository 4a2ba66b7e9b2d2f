/** A Problem in Anthropic's shape. It has no place for the field's name but the message. */
import type { AnthropicError } from '../../../contract/anthropic.ts';
import { errorKinds, type Problem } from '../../../contract/errors.ts';

export function writeError({ code, message, action, param }: Problem): AnthropicError {
  const where = param === undefined ? '' : `${param}: `;
  return { type: 'error', error: { type: typeOf(errorKinds[code].status), message: `${where}${message} ${action}` } };
}

const types: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

const typeOf = (status: number): string => types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
