import type { ModelView } from '../../../../contract/control-api.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { problem } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';
import type { TokenCount } from './use-token-counts.ts';

interface TooLong {
  readonly problem: Problem;
  /** Another model that could hold it, ready or loadable; null: none. */
  readonly other: string | null;
}

/** What a count that is no count may be wrong by. */
const unsure = 1.35;

/**
 * What is wrong with a question whose files and words do not fit into the model's context at all; null: nothing. Earlier messages do
 * not count: the oldest are left out where they no longer fit.
 */
export function tooLong(needs: readonly TokenCount[], model: ModelView, others: readonly ModelView[]): TooLong | null {
  const least = needs.reduce((sum, { tokens, exact }) => sum + (exact ? tokens : tokens / unsure), 0);
  // An external server may not say what it holds: it refuses by itself.
  if (model.contextLength === 0 || least < model.contextLength) return null;
  const tokens = needs.reduce((sum, one) => sum + one.tokens, 0);
  const other =
    others
      .filter(({ contextLength, state }) => contextLength > tokens * 1.1 && state !== 'off' && state !== 'refused')
      .toSorted(
        (a, b) => Number(b.state === 'ready') - Number(a.state === 'ready') || a.contextLength - b.contextLength,
      )
      .at(0) ?? null;
  const figures = { tokens: formatCount(tokens), model: model.name, most: formatCount(model.contextLength) };
  return {
    problem: problem(
      'context_length_exceeded',
      needs.every(({ exact }) => exact)
        ? t('This needs {{tokens}} tokens; {{model}} holds {{most}}.', figures)
        : t('This needs about {{tokens}} tokens; {{model}} holds {{most}}.', figures),
      {
        effect: t('It was not sent, so that nothing is cut off silently.'),
        action: other
          ? t('{{model}} holds {{most}}.', { model: other.name, most: formatCount(other.contextLength) })
          : t('Take a file out, or attach the part that matters.'),
      },
    ),
    other: other?.name ?? null,
  };
}
