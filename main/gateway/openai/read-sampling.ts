/** What OpenAI's requests for a chat and for a text say alike of how tokens are drawn. */
import type { Sampling } from '../../../contract/generate.ts';
import type { ChatCompletionRequest } from '../../../contract/openai.ts';
import { seedOf } from '../seed.ts';

type Said = Pick<ChatCompletionRequest, 'temperature' | 'top_p' | 'seed'>;

/** What is left out is as OpenAI has it; our own limits are off. */
export const readSampling = ({ temperature, top_p, seed }: Said, draw: () => number): Sampling => ({
  temperature: temperature ?? 1,
  topP: top_p ?? 1,
  topK: 0,
  minP: 0,
  seed: seedOf(seed, draw),
});
