/** A chat completion in one piece. */
import type { ChatCompletion, FinishReason, Usage } from '../../../contract/openai.ts';
import type { AnswerEnd, WrittenCall } from '../surface.ts';
import { splitThinking } from '../thinking.ts';
import { fingerprint } from './fingerprint.ts';

export const writeUsage = ({ usage: { promptTokens, completionTokens } }: AnswerEnd): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});

export const finishReason = ({ reason }: AnswerEnd): FinishReason => (reason === 'calls' ? 'tool_calls' : reason);

export function writeCompletion(
  { id, created, model }: Pick<ChatCompletion, 'id' | 'created' | 'model'>,
  answer: string,
  end: AnswerEnd,
  calls: readonly WrittenCall[],
): ChatCompletion {
  const { thinking, text } = splitThinking(answer);
  const thought = thinking === '' ? {} : { reasoning_content: thinking };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: calls.length > 0 && text === '' ? null : text,
          ...thought,
          ...writeCalls(calls),
          refusal: null,
        },
        logprobs: null,
        finish_reason: finishReason(end),
      },
    ],
    usage: writeUsage(end),
    system_fingerprint: fingerprint,
  };
}

const writeCalls = (calls: readonly WrittenCall[]): Pick<ChatCompletion['choices'][0]['message'], 'tool_calls'> =>
  calls.length === 0
    ? {}
    : {
        tool_calls: calls.map(({ id, name, arguments: given }) => ({
          id,
          type: 'function',
          function: { name, arguments: given },
        })),
      };
