/** A chat completion in one piece. */
import type { ChatCompletion, Usage } from '../../../contract/openai.ts';
import type { AnswerEnd, WrittenAnswer } from '../surface.ts';
import { splitThinking } from '../thinking.ts';
import { fingerprint } from './fingerprint.ts';
import { writeLogprob } from './write-logprobs.ts';

export const writeUsage = ({ usage: { promptTokens, completionTokens } }: AnswerEnd): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});

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

function writeChoice(answer: WrittenAnswer, index: number): ChatCompletion['choices'][number] {
  const { thinking, text } = splitThinking(answer.text);
  const thought = thinking === '' ? {} : { reasoning_content: thinking };
  return {
    index,
    message: { role: 'assistant', content: text, ...thought, refusal: null },
    logprobs: answer.scores.length === 0 ? null : { content: answer.scores.map(writeLogprob), refusal: null },
    finish_reason: answer.end.reason,
  };
}
