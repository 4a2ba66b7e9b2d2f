import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';

/** Tokens of a page of a letter: about 450 words, and a word is a token and a half. */
const tokensPerPage = 680;
const steps = [1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072];
/** Where nobody said what a model was trained for, no more than this is offered. */
const unknownMost = 32_768;

/** Lengths to choose from, shortest first; the one that is set is always among them. */
export function contextChoices(current: number, trainedContext: number | null): number[] {
  const most = trainedContext ?? Math.max(unknownMost, current);
  const known = steps.filter((tokens) => tokens <= most);
  return [...new Set([...known, Math.min(most, steps.at(-1) ?? most), current])].toSorted((a, b) => a - b);
}

/** "8,192 tokens, about 12 pages". */
export const contextWords = (tokens: number): string =>
  t('{{tokens}} tokens, about {{count, number}} pages', {
    tokens: formatCount(tokens),
    count: Math.max(1, Math.round(tokens / tokensPerPage)),
  });
