import { expect, it } from 'vitest';
import { titleOf } from '../../../main/control/title-of.ts';

it('calls a conversation by the first line of its question, cut at a word', () => {
  expect(titleOf('  What is this?\nMore text')).toBe('What is this?');
  const long = titleOf(`${'word '.repeat(30)}end`);
  expect(long.length).toBeLessThanOrEqual(60);
  expect(long.endsWith('word…')).toBe(true);
  expect(titleOf('👩‍💻'.repeat(100))).toBe(`${'👩‍💻'.repeat(59)}…`);
});
