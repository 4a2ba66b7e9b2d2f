import { expect, it } from 'vitest';
import { nextOpening } from '../../../../renderer/features/machines/hours-words.ts';

const workdays = { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' };
/** 2026-11-20 is a Friday. */
const at = (day: number, hour: number): Date => new Date(2026, 10, day, hour);

it('names the hour of today, then tomorrow, then the day', () => {
  expect(nextOpening(workdays, at(20, 10))).toBe('18:00');
  expect(nextOpening(workdays, at(19, 19))).toBe('tomorrow 18:00');
  expect(nextOpening(workdays, at(20, 19))).toBe('Mon 18:00');
  expect(nextOpening({ ...workdays, days: [5] }, at(20, 19))).toBe('Fri 18:00');
});
