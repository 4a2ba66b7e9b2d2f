/** A chat completion in one piece. */
import type { ChatCompletion, FinishReason, Usage } from '../../../contract/openai.ts';
import type { AnswerEnd, WrittenAnswer, WrittenCall } from '../surface.ts';
import { splitThinking } from '../thinking.ts';
import { fingerprint } from './fingerprint.ts';
import { writeLogprob } from './write-logprobs.ts';

export const writeUsage = ({ usage: { promptTokens, completionTokens } }: AnswerEnd): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});

export const finishReason = ({ reason }: AnswerEnd): FinishReason => (reason === 'calls' ? 'tool_calls' : reason);

/** @param created in seconds since 1970. @param end of all answers */
export const writeCompletion = (
  id: string,
  created: number,
  model: string,
  answers: readonly WrittenAnswer[],
  end: AnswerEnd,
): ChatCompletion => ({
  id,
  object: 'chat.completion',
  created,
  model,
  choices: answers.map(writeChoice),
  usage: writeUsage(end),
  system_fingerprint: fingerprint,
});

function writeChoice({ calls, scores, ...answer }: WrittenAnswer, index: number): ChatCompletion['choices'][number] {
  const { thinking, text } = splitThinking(answer.text);
  const thought = thinking === '' ? {} : { reasoning_content: thinking };
  const content = calls.length > 0 && text === '' ? null : text;
  return {
    index,
    message: { role: 'assistant', content, ...thought, ...writeCalls(calls), refusal: null },
    logprobs: scores.length === 0 ? null : { content: scores.map(writeLogprob), refusal: null },
    finish_reason: finishReason(answer.end),
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
