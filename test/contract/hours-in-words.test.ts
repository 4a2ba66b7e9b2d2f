import { expect, it } from 'vitest';
import { hoursInWords } from '../../contract/hours-in-words.ts';

const words = (days: number[], from = '18:00', until = '20:00'): string => hoursInWords({ days, from, until });

it('joins days that follow each other', () => {
  expect(words([1, 2, 3, 4, 5])).toBe('Mon to Fri, 18:00 to 20:00');
  expect(words([1, 2, 3, 6, 7])).toBe('Mon to Wed, Sat and Sun, 18:00 to 20:00');
  expect(words([7, 6])).toBe('Sat and Sun, 18:00 to 20:00');
  expect(words([3])).toBe('Wed, 18:00 to 20:00');
  expect(words([7, 6, 5, 4, 3, 2, 1])).toBe('Every day, 18:00 to 20:00');
});

it('says when they end on the next day', () => {
  expect(words([1], '18:00', '08:00')).toBe('Mon, 18:00 to 08:00 the next day');
});
