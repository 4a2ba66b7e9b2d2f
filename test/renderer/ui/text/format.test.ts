import { expect, it } from 'vitest';
import { formatAgo, formatRate, formatTotal, formatUntil } from '../../../../renderer/ui/text/format.ts';

const gib = 1024 ** 3;

it('writes a card’s size as people say it', () => {
  expect(formatTotal(11 * gib)).toBe('11 GB');
  expect(formatTotal(10 * gib)).toBe('10 GB');
  expect(formatTotal(5.93 * gib)).toBe('5.9 GB');
});

it('writes rates whole, but does not call a slow one nothing', () => {
  expect(formatRate(41.4)).toBe('41');
  expect(formatRate(0.44)).toBe('0.4');
  expect(formatRate(0)).toBe('0');
});

it('says times in words', () => {
  const now = 1_000_000_000;
  expect(formatAgo(now - 30_000, now)).toBe('just now');
  expect(formatAgo(now - 130_000, now)).toBe('2 min ago');
  expect(formatAgo(now - 3 * 3_600_000, now)).toBe('3 h ago');
  expect(formatAgo(now - 25 * 3_600_000, now)).toBe('1 day ago');
  expect(formatAgo(now + 5000, now)).toBe('just now');
});

it('says when something ends, on the calendar', () => {
  const now = new Date(2026, 10, 29, 22, 5).getTime();
  expect(formatUntil(new Date(2026, 10, 29, 23, 59).getTime(), now)).toBe('today 23:59');
  expect(formatUntil(new Date(2026, 10, 30, 0, 1).getTime(), now)).toBe('tomorrow 00:01');
  expect(formatUntil(new Date(2026, 11, 6, 10, 44).getTime(), now)).toBe('6 December, 10:44');
});
