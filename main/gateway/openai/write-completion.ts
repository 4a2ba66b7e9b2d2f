/** A chat completion in one piece. */
import type { ChatCompletion, Usage } from '../../../contract/openai.ts';
import type { AnswerEnd } from '../surface.ts';
import { fingerprint } from './fingerprint.ts';

export const writeUsage = ({ usage: { promptTokens, completionTokens } }: AnswerEnd): Usage => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
});

/** @param created in seconds since 1970. */
export const writeCompletion = (
  id: string,
  created: number,
  model: string,
  text: string,
  end: AnswerEnd,
): ChatCompletion => ({
  id,
  object: 'chat.completion',
  created,
  model,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: text, refusal: null },
      logprobs: null,
      finish_reason: end.reason,
    },
  ],
  usage: writeUsage(end),
  system_fingerprint: fingerprint,
});
