import { expect, it } from 'vitest';
import type { Share } from '../../../../contract/activity.ts';
import {
  availabilitySentence,
  availabilityTitle,
  dayInWords,
  dayState,
  percent,
} from '../../../../renderer/features/activity/availability-words.ts';
import { noRequests } from '../../../support/no-requests.ts';

const share = (changes: Partial<Share> = {}): Share => ({
  ...noRequests,
  availability: null,
  meanWaitMs: null,
  ...changes,
});

it('never rounds up to all', () => {
  expect([1, 0.9999, 0.998, 0.5].map(percent)).toEqual(['100%', '99.9%', '99.8%', '50.0%']);
});

it('says how much was answered, what moved, and what was not', () => {
  const good = share({ whole: 8_205, moved: 9, refused: 16, availability: 0.9981 });
  expect(availabilityTitle(good, '30 days')).toBe('99.8% answered in 30 days');
  expect(availabilitySentence(good)).toBe(
    '8,214 of 8,230 requests. 9 answers moved to another PC halfway, none was cut off; 16 found no place.',
  );
  expect(availabilitySentence(share({ whole: 3, failed: 1, availability: 0.75 }))).toBe('3 of 4 requests. 1 failed.');
  expect(availabilityTitle(share(), '30 days')).toBe('Nobody asked in 30 days');
});

it('tells the days apart, in a word and in a sentence', () => {
  const at = new Date(2026, 10, 2).getTime();
  expect(dayState(share({ cancelled: 3 }))).toBe('nobody');
  expect(dayInWords(at, share({ whole: 9, waitedLong: 2, availability: 1 }))).toBe(
    '2 November: all 9 answered, 2 waited over 60 s',
  );
  expect(dayInWords(at, share({ whole: 3, failed: 1, availability: 0.75 }))).toBe('2 November: 75.0% answered, 1 not');
  expect(dayInWords(at, share())).toBe('2 November: nobody asked');
});
