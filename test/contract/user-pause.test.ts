import { expect, it } from 'vitest';
import { userPauseInWords } from '../../contract/user-pause.ts';

const noon = new Date(2026, 10, 17, 12).getTime();
const hours = (many: number) => ({ since: noon, until: noon + many * 60 * 60_000 });

it('the pause of a PC’s user in words has its end, with the day when that is not clear', () => {
  expect(userPauseInWords({ since: noon, until: null }, noon)).toBe('paused by its user');
  expect(userPauseInWords(hours(2.5), noon)).toBe('paused by its user until 14:30');
  expect(userPauseInWords(hours(20), noon)).toBe('paused by its user until 08:00');
  expect(userPauseInWords(hours(26), noon)).toBe('paused by its user until Wed 14:00');
});
