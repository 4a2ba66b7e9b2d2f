import { expect, it } from 'vitest';
import type { MarkedText } from '../../../contract/chat.ts';
import { searchHit, wordsIn } from '../../../main/control/search-hit.ts';

const conversation = { id: 'c', title: 'Roof and roofs', createdAt: 1, updatedAt: 2, pinned: false };
const inWords = (text: MarkedText | null) => text?.marks.map(({ from, to }) => text.text.slice(from, to));
const hit = (content: string, words: string) =>
  searchHit({ conversation, message: { id: 'm', content } }, wordsIn(words));

it('the words are marked where they stand, in title and message', () => {
  const { title, excerpt, messageId } = hit('The Röof leaks', 'roof LEAK');
  expect(inWords(title)).toEqual(['Roof', 'roof']);
  expect(excerpt?.text).toBe('The Röof leaks');
  expect(inWords(excerpt)).toEqual(['Röof', 'leak']);
  expect(messageId).toBe('m');
});

it('of a long message the piece around the first word is shown, on one line and from the beginning of a word', () => {
  const { excerpt } = hit(`${'before '.repeat(50)}\n\n\`\`\`\nneedle\n${'after '.repeat(50)}`, 'needle');
  expect(excerpt?.text).toMatch(/^…before before .*needle after .*…$/);
  expect(excerpt?.text.length).toBeLessThan(170);
  expect(inWords(excerpt)).toEqual(['needle']);
});

it('words that are said twice count once, and signs that no text has divide them', () => {
  expect(wordsIn('e e  e\0roof\u0007e')).toEqual(['e', 'roof']);
});

it('a piece of a text without blanks begins at some place before the word', () => {
  const { excerpt } = hit(`${'x'.repeat(500)}needle${'x'.repeat(500)}`, 'needle');
  expect(inWords(excerpt)).toEqual(['needle']);
});

it('marks that overlap become one', () => {
  expect(inWords(hit('abcdef', 'abc bcd').excerpt)).toEqual(['abcd']);
});

it('a conversation that was found by its title has no excerpt', () => {
  expect(searchHit({ conversation, message: null }, ['roof'])).toMatchObject({ messageId: null, excerpt: null });
});
