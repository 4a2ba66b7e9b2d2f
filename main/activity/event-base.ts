/** What most events have in common. */
import type { NewEvent } from '../ledger/activity-book.ts';

type Said = Pick<NewEvent, 'kind' | 'tone' | 'what' | 'subject' | 'sentence'> & Partial<NewEvent>;

/** An event of the office's own, of which nothing more is known than is said. */
export const eventOf = (said: Said): NewEvent => ({ reason: '', who: null, detail: {}, durationMs: null, ...said });

/** A reason with its full stop. Its first letter stays as it is: it may be that of a machine's name. */
export function asSentence(reason: string): string {
  const text = reason.trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** "a", "a and b", "a, b and c" */
export const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
