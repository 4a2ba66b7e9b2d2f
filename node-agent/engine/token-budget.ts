/** How long an answer may become. */
import { refuse } from '../../contract/problem.ts';

const count = (tokens: number): string => tokens.toLocaleString('en-US');

/**
 * Tokens that the whole answer may have. Refused rather than cut off: a prompt that does not fit is never shortened.
 * @param maxTokens what the request asks for; null: what is left
 * @throws ProblemError context_length_exceeded, with the numbers
 */
export function tokenBudget(promptTokens: number, maxTokens: number | null, contextLength: number): number {
  const left = contextLength - promptTokens;
  if (maxTokens === null && left < 1) {
    refuse(
      'context_length_exceeded',
      `The prompt has ${count(promptTokens)} tokens, which leaves no room for an answer; this model's context is ${count(contextLength)}.`,
    );
  }
  if (maxTokens !== null && maxTokens > left) {
    refuse(
      'context_length_exceeded',
      `The prompt has ${count(promptTokens)} tokens and max_tokens is ${count(maxTokens)}; this model's context is ${count(contextLength)}.`,
    );
  }
  return maxTokens ?? left;
}
