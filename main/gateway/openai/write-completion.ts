/** A chat completion in one piece. */
import type { ChatCompletion, Usage } from '../../../contract/openai.ts';
import type { AnswerEnd } from '../surface.ts';
import { splitThinking } from '../thinking.ts';
import { fingerprint } from './fingerprint.ts';

export const writeUsage = ({ usage: { promptTokens, completionTokens } }: AnswerEnd): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});

/** @param created in seconds since 1970. */
export function writeCompletion(
  id: string,
  created: number,
  model: string,
  answer: string,
  end: AnswerEnd,
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
        message: { role: 'assistant', content: text, ...thought, refusal: null },
        logprobs: null,
        finish_reason: end.reason,
      },
    ],
    usage: writeUsage(end),
    system_fingerprint: fingerprint,
  };
}
