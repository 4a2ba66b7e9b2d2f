import { lowestScore, type TokenScores } from '../../contract/generate.ts';

/**
 * What is told of one token. Pure.
 * @param chances of the likeliest tokens, and of this one where it can be told
 * @param count of the likeliest ones that are told
 */
export function tokenScores(
  token: number,
  chances: ReadonlyMap<number, number>,
  count: number,
  textOf: (token: number) => string,
): TokenScores {
  const scored = (one: number): { text: string; logprob: number } => {
    const chance = chances.get(one) ?? 0;
    return { text: textOf(one), logprob: chance > 0 ? Math.min(0, Math.log(chance)) : lowestScore };
  };
  const likeliest = [...chances].toSorted(([, a], [, b]) => b - a).slice(0, count);
  return { ...scored(token), top: likeliest.map(([one]) => scored(one)) };
}
