import { mostFileCharacters, type AttachedFile } from '../../../../contract/chat.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { problem } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';
import { formatCount } from '../../../ui/text/format.ts';

/** Why files that may each be sent cannot be sent together; null: they can. */
export function tooMuch(files: readonly AttachedFile[]): Problem | null {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  if (characters <= mostFileCharacters) return null;
  return problem(
    'file_too_large',
    t('The files have more than {{most}} characters together.', { most: formatCount(mostFileCharacters) }),
    {
      effect: t('They cannot be sent together.'),
      action: t('Take a file out, or attach the part that matters.'),
    },
  );
}
