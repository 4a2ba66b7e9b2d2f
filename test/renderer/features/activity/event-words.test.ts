import { expect, it } from 'vitest';
import type { ActivityEvent } from '../../../../contract/activity.ts';
import { eventIcon, eventLink, eventTime, spanWords } from '../../../../renderer/features/activity/event-words.ts';

const event = (changes: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id: 1,
  at: 0,
  kind: 'machine',
  tone: 'bad',
  what: 'lost',
  subject: 'PC-1',
  sentence: 'PC-1 was lost',
  reason: '',
  who: null,
  detail: {},
  durationMs: null,
  ...changes,
});

it('says how long it took or lasted', () => {
  expect(spanWords(event())).toBe('');
  expect(spanWords(event({ durationMs: 10_800_000 }))).toBe('It had been there for 3 h.');
  expect(spanWords(event({ what: 'returned', durationMs: 95_000 }))).toBe('It was away for 95 s.');
  expect(spanWords(event({ what: 'ready', kind: 'model', durationMs: 1_400 }))).toBe('It took 1.4 s.');
});

it('shows what a person should look at by its mark, and leads there', () => {
  expect(eventIcon(event())).toBe('state-lost');
  expect(eventLink(event())?.to).toBe('/machines');
  expect(eventIcon(event({ tone: 'attention', kind: 'model', what: 'refused' }))).toBe('state-attention');
  expect(eventLink(event({ tone: 'good', what: 'returned' }))).toBeNull();
  expect(eventIcon(event({ tone: 'plain', kind: 'admin', what: 'something new' }))).toBe('user');
});

it('shows the time of today and the day before that', () => {
  const now = new Date(2026, 10, 18, 12, 0).getTime();
  expect(eventTime(new Date(2026, 10, 18, 10, 42).getTime(), now)).toBe('10:42');
  expect(eventTime(new Date(2026, 10, 17, 23, 59).getTime(), now)).toBe('17 Nov');
});
