import type { TokenScores } from '../../../contract/generate.ts';
import type { TextLogprobs } from '../../../contract/openai-completions.ts';

/** Scores of tokens in OpenAI's older shape. @param begin characters that were written before */
export function writeTextLogprobs(scores: readonly TokenScores[], begin = 0): TextLogprobs {
  let offset = begin;
  return {
    tokens: scores.map(({ text }) => text),
    token_logprobs: scores.map(({ logprob }) => logprob),
    // The token itself is always among them.
    top_logprobs: scores.map(({ top, ...own }) =>
      Object.fromEntries([...top, own].map(({ text, logprob }) => [text, logprob])),
    ),
    text_offset: scores.map(({ text }) => {
      offset += text.length;
      return offset - text.length;
    }),
  };
}
