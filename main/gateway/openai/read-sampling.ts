/** What OpenAI's requests for a chat and for a text say alike of how tokens are drawn. */
import { mostBiases, type Sampling } from '../../../contract/generate.ts';
import type { ChatCompletionRequest } from '../../../contract/openai.ts';
import { refuse } from '../../../contract/problem.ts';
import { seedOf } from '../seed.ts';

type Said = Pick<
  ChatCompletionRequest,
  'temperature' | 'top_p' | 'seed' | 'presence_penalty' | 'frequency_penalty' | 'logit_bias'
>;

/**
 * What is left out is as OpenAI has it; our own limits are off.
 * @throws ProblemError invalid_request when the chances of too many tokens are to be changed
 */
export const readSampling = (said: Said, draw: () => number): Sampling => ({
  temperature: said.temperature ?? 1,
  topP: said.top_p ?? 1,
  topK: 0,
  minP: 0,
  seed: seedOf(said.seed, draw),
  ...readPenalties(said),
  ...readBias(said),
});

/** OpenAI's look at the answer alone. */
function readPenalties({ presence_penalty, frequency_penalty }: Said): Pick<Sampling, 'penalties'> {
  const [presence, frequency] = [presence_penalty ?? 0, frequency_penalty ?? 0];
  return presence === 0 && frequency === 0 ? {} : { penalties: { repeat: 1, frequency, presence, last: null } };
}

function readBias({ logit_bias }: Said): Pick<Sampling, 'bias'> {
  const bias = Object.entries(logit_bias ?? {}).map(([token, value]): [number, number] => [Number(token), value]);
  if (bias.length > mostBiases) {
    refuse('invalid_request', `It names ${bias.length} tokens; ${mostBiases} is the most.`, { param: 'logit_bias' });
  }
  return bias.length === 0 ? {} : { bias };
}
