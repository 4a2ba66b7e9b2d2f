/** How tokens are drawn, in the engine's words. */
import { TokenBias, type LlamaModel, type SequenceEvaluateOptions } from 'node-llama-cpp';
import type { Sampling } from '../../contract/generate.ts';
import { refuse } from '../../contract/problem.ts';
import { brandedTokens } from './branded-tokens.ts';
import { positionSeed } from './position-seed.ts';

/** Options for the token that comes after these: a pure function of them, so that another machine draws the same. */
type Draw = (answer: readonly number[]) => SequenceEvaluateOptions;

/**
 * @param vocabularySize a token id at or above it would be passed over without a word
 * @throws ProblemError invalid_request when a token's chance is to be changed that has none
 */
export function llamaSampling(
  model: LlamaModel,
  { seed, penalties, bias, ...plain }: Sampling,
  prompt: readonly number[],
  vocabularySize: number,
): Draw {
  const tokenBias = bias && biasOf(model, bias, vocabularySize);
  return (answer) => ({
    ...plain,
    seed: positionSeed(seed, answer.length),
    ...(tokenBias && { tokenBias }),
    ...(penalties && {
      repeatPenalty: {
        punishTokens: brandedTokens(lookedAt(prompt, answer, penalties.last)),
        penalty: penalties.repeat,
        frequencyPenalty: penalties.frequency,
        presencePenalty: penalties.presence,
      },
    }),
  });
}

function lookedAt(prompt: readonly number[], answer: readonly number[], last: number | null): readonly number[] {
  if (last === null || answer.length >= last) return answer.slice(-(last ?? answer.length));
  return [...prompt.slice(-(last - answer.length)), ...answer];
}

function biasOf(model: LlamaModel, bias: NonNullable<Sampling['bias']>, vocabularySize: number): TokenBias {
  const biases = TokenBias.for(model);
  for (const [token, logit] of bias) {
    const no = (why: string): never => refuse('invalid_request', `Token ${token} ${why}.`, { param: 'logit_bias' });
    if (token >= vocabularySize) no(`is not in this model's vocabulary of ${vocabularySize}`);
    const [branded] = brandedTokens([token]);
    // The engine passes over these without a word.
    if (model.isEogToken(branded)) no('ends an answer, and the engine cannot make that more or less likely');
    if (branded !== undefined) biases.set(branded, { logit });
  }
  return biases;
}
