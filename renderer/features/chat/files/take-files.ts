import { mostFiles } from '../../../../contract/chat.ts';
import type { Problem } from '../../../../contract/errors.ts';
import { problem } from '../../../../contract/problem.ts';
import { t } from '../../../../words/words.ts';

interface Taken<T> {
  readonly taken: readonly T[];
  /** Why it is not all; null: it is. */
  readonly refused: Problem | null;
}

/**
 * The first of `given` that a question still has room for.
 * @param held files that it has, or that are being read for it
 */
export function takeFiles<T>(given: readonly T[], held: number): Taken<T> {
  const taken = given.slice(0, Math.max(0, mostFiles - held));
  if (taken.length === given.length) return { taken, refused: null };
  const sentence = t('A question takes {{most}} files at most.', { most: mostFiles });
  return { taken, refused: problem('file_too_large', sentence, { action: t('Attach fewer.') }) };
}
