import { expect, it } from 'vitest';
import { availabilityOf, availabilitySince } from '../../../main/activity/availability.ts';
import type { RequestHour } from '../../../main/ledger/request-hours.ts';
import { noRequests } from '../../support/no-requests.ts';

const hourMs = 3_600_000;
const now = new Date(2026, 10, 18, 10, 44).getTime();
const thisHour = Math.floor(now / hourMs) * hourMs;

const hour = (hoursAgo: number, changes: Partial<RequestHour> = {}): RequestHour => ({
  hour: thisHour - hoursAgo * hourMs,
  model: 'demo',
  ...noRequests,
  waitedMs: 0,
  ...changes,
});

it('is what was answered of what was answered, failed or had no place', () => {
  const { day } = availabilityOf([hour(0, { whole: 6, moved: 1, failed: 2, refused: 1 })], now);
  expect(day.overall.availability).toBe(0.7);
});

it('leaves out what its client cancelled, and is unknown when nobody asked', () => {
  expect(availabilityOf([hour(0, { whole: 1, cancelled: 9 })], now).day.overall.availability).toBe(1);
  expect(availabilityOf([hour(0, { cancelled: 9 })], now).day.overall.availability).toBeNull();
  expect(availabilityOf([], now).month.overall.availability).toBeNull();
});

it('counts a day, a week and a month apart, for each model and for all', () => {
  const hours = [
    hour(1, { whole: 1 }),
    hour(24, { failed: 1 }),
    hour(8 * 24, { failed: 2 }),
    hour(2, { model: 'big', refused: 1 }),
  ];
  const { day, week, month } = availabilityOf(hours, now);
  expect([day, week, month].map(({ overall }) => overall.availability)).toEqual([1 / 2, 1 / 3, 1 / 5]);
  expect(week.models.map(({ model, availability }) => [model, availability])).toEqual([
    ['big', 0],
    ['demo', 0.5],
  ]);
});

it('shows thirty days of the calendar, today last', () => {
  const { days } = availabilityOf([hour(0, { whole: 3 }), hour(11, { failed: 1 })], now);
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ at: new Date(2026, 10, 18).getTime(), whole: 3, failed: 0 });
  expect(days.at(-2)).toMatchObject({ at: new Date(2026, 10, 17).getTime(), failed: 1 });
  expect(days[0]?.at).toBe(new Date(2026, 9, 20).getTime());
  expect(availabilitySince(now)).toBeLessThanOrEqual(days[0]?.at ?? 0);
});

it('gives the mean wait and the tokens', () => {
  const { day } = availabilityOf([hour(0, { whole: 2, waitedMs: 3_000, promptTokens: 7, completionTokens: 9 })], now);
  expect(day.overall).toMatchObject({ meanWaitMs: 1_500, promptTokens: 7, completionTokens: 9 });
});
