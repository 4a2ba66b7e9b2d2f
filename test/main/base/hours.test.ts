import { describe, expect, it } from 'vitest';
import type { Hours } from '../../../contract/control-machines.ts';
import { isInHours, nextChange } from '../../../main/base/hours.ts';
import { seeded } from '../../support/seeded.ts';

/** A week in November, which has no change of the clocks: the 16th is a Monday. */
const day = (date: number, time = '00:00'): Date => new Date(`2026-11-${String(date).padStart(2, '0')}T${time}:00`);
const workdays = [1, 2, 3, 4, 5];
const nights: Hours = { days: workdays, from: '18:00', until: '08:00' };

describe('isInHours', () => {
  it.each<[string, Hours | null, Date, boolean]>([
    ['always, without hours', null, day(16), true],
    ['from the first minute', { days: [1], from: '09:00', until: '17:00' }, day(16, '09:00'), true],
    ['not a minute before', { days: [1], from: '09:00', until: '17:00' }, day(16, '08:59'), false],
    ['not in the last minute’s end', { days: [1], from: '09:00', until: '17:00' }, day(16, '17:00'), false],
    ['not on another day', { days: [1], from: '09:00', until: '17:00' }, day(17, '12:00'), false],
    ['on a Sunday, which is day 7', { days: [7], from: '09:00', until: '17:00' }, day(22, '12:00'), true],
    ['past midnight', nights, day(17, '07:59'), true],
    ['on Saturday morning, as Friday’s night', nights, day(21, '07:59'), true],
    ['not on Saturday evening', nights, day(21, '18:00'), false],
    ['not on Monday morning, as no night begins on Sunday', nights, day(16, '07:59'), false],
    ['from Sunday into Monday', { days: [7], from: '22:00', until: '06:00' }, day(16, '05:00'), true],
    ['until midnight', { days: [1], from: '08:00', until: '00:00' }, day(16, '23:59'), true],
    ['not past midnight', { days: [1], from: '08:00', until: '00:00' }, day(17, '00:00'), false],
    ['the whole day, when it ends as it begins', { days: [1], from: '08:00', until: '08:00' }, day(17, '07:59'), true],
  ])('is so %s', (_when, hours, date, serves) => expect(isInHours(hours, date)).toBe(serves));
});

describe('nextChange', () => {
  it('never comes without hours, or when every minute is served', () => {
    expect(nextChange(null, day(16))).toBeNull();
    expect(nextChange({ days: [1, 2, 3, 4, 5, 6, 7], from: '07:30', until: '07:30' }, day(16))).toBeNull();
  });

  it('is a week away at most', () => {
    const hours: Hours = { days: [1], from: '09:00', until: '17:00' };
    expect(nextChange(hours, day(16, '17:00'))).toEqual(day(23, '09:00'));
    expect(nextChange(hours, day(16, '16:59'))).toEqual(day(16, '17:00'));
  });

  it('passes over an end that is another day’s beginning', () => {
    expect(nextChange({ days: [1, 2], from: '08:00', until: '08:00' }, day(16, '12:00'))).toEqual(day(18, '08:00'));
  });

  it('is the first minute that tells something else, whatever the hours', () => {
    const dice = seeded(3);
    const time = (): string =>
      `${String(dice.below(24)).padStart(2, '0')}:${String(dice.below(4) * 15).padStart(2, '0')}`;
    for (let round = 0; round < 60; round += 1) {
      const days = [1, 2, 3, 4, 5, 6, 7].filter(() => dice.below(2) === 0);
      const hours: Hours = { days: days.length > 0 ? days : [3], from: time(), until: time() };
      const start = day(9 + dice.below(7), time());
      const minutes = Array.from(
        { length: 8 * 24 * 60 },
        (_, minute) => new Date(start.getTime() + (minute + 1) * 60_000),
      );
      const first = minutes.find((minute) => isInHours(hours, minute) !== isInHours(hours, start)) ?? null;
      expect(nextChange(hours, start), JSON.stringify({ hours, start })).toEqual(first);
    }
  });
});
