/** Scores of tokens in OpenAI's shape. */
import type { TokenScores } from '../../../contract/generate.ts';
import type { ScoredLogprob, TokenLogprob } from '../../../contract/openai.ts';

/** Stands where the bytes of a token are no whole character. */
const broken = '\uFFFD';

export const writeLogprob = ({ top, ...own }: TokenScores): ScoredLogprob => ({
  ...written(own),
  top_logprobs: top.map(written),
});

const written = ({ text, logprob }: Omit<TokenScores, 'top'>): TokenLogprob => ({
  token: text,
  logprob,
  bytes: text.includes(broken) ? null : [...Buffer.from(text)],
});
