import { afterEach, describe, expect, it } from 'vitest';
import { hoursWords, nextOpening, pauseEnd } from '../../../../renderer/features/machines/hours-words.ts';
import { speak } from '../../../../words/words.ts';

afterEach(() => speak('en-GB'));

const workdays = { days: [1, 2, 3, 4, 5], from: '18:00', until: '08:00' };
/** 2026-11-20 is a Friday. */
const at = (day: number, hour: number): Date => new Date(2026, 10, day, hour);

it('names the hour of today, then tomorrow, then the day', () => {
  expect(nextOpening(workdays, at(20, 10))).toBe('18:00');
  expect(nextOpening(workdays, at(19, 19))).toBe('tomorrow 18:00');
  expect(nextOpening(workdays, at(20, 19))).toBe('Mon 18:00');
  expect(nextOpening({ ...workdays, days: [5] }, at(20, 19))).toBe('Fri 18:00');
});

it('says on which days and from when until when a machine serves', () => {
  expect(hoursWords(workdays)).toBe('Mon to Fri, 18:00 to 08:00 the next day');
  expect(hoursWords({ days: [1, 3, 5], from: '08:00', until: '12:00' })).toBe('Mon, Wed and Fri, 08:00 to 12:00');
  expect(hoursWords({ days: [6, 7, 1, 2, 3], from: '08:00', until: '12:00' })).toBe(
    'Mon to Wed, Sat and Sun, 08:00 to 12:00',
  );
  expect(hoursWords({ days: [1, 2, 3, 4, 5, 6, 7], from: '20:00', until: '23:30' })).toBe('every day, 20:00 to 23:30');
});

it('names the day of a pause’s end where the hour alone could be another day’s', () => {
  const now = at(20, 10).getTime();
  expect(pauseEnd(at(20, 14).getTime(), now)).toBe('14:00');
  expect(pauseEnd(at(24, 14).getTime(), now)).toBe('Tue 14:00');
});

describe('in Portuguese', () => {
  it('has its own order and names of days', async () => {
    await speak('pt-PT');
    expect(hoursWords(workdays)).toBe('seg. a sex., das 18:00 às 08:00 do dia seguinte');
    expect(hoursWords({ days: [1, 3, 5], from: '08:00', until: '12:00' })).toBe(
      'seg., qua. e sex., das 08:00 às 12:00',
    );
    expect(nextOpening(workdays, at(19, 19))).toBe('amanhã às 18:00');
  });
});
