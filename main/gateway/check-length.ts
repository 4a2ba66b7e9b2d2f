/** What cannot fit by far never travels: reading it would cost a machine more than answering others. */
import { refuse } from '../../contract/problem.ts';
import type { AnswerInput, AnswerRequest } from './answer.ts';
import { messageText, toolText } from './prompt-text.ts';

/** Far over any text: the longest tokens are runs of blanks. */
const mostCharactersPerToken = 64;

/**
 * @param context tokens that the model's context holds; null: not known
 * @throws ProblemError context_length_exceeded, with the numbers
 */
export function checkLength({ maxTokens, input, tools }: AnswerRequest, context: number | null): void {
  if (context === null) return;
  const tooLong = (what: string, param: string): never =>
    refuse('context_length_exceeded', `${what}; this model's context is ${context.toLocaleString('en')} tokens.`, {
      param,
    });
  if (maxTokens !== null && maxTokens >= context) {
    tooLong(`max_tokens is ${maxTokens.toLocaleString('en')}`, 'max_tokens');
  }
  const characters = charactersOf(input) + (tools ? toolText(tools).length : 0);
  if (characters <= context * mostCharactersPerToken) return;
  const isText = input.kind === 'text';
  const had = `${isText ? 'The prompt has' : 'The messages have'} ${characters.toLocaleString('en')} characters`;
  tooLong(had, isText ? 'prompt' : 'messages');
}

function charactersOf(input: AnswerInput): number {
  if (input.kind === 'text') return input.text.length;
  // Each message costs tokens of its own, be it empty.
  return input.messages.reduce((sum, message) => sum + messageText(message).length + mostCharactersPerToken, 0);
}
