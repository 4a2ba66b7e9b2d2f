import { expect, it } from 'vitest';
import { backOffMs } from '../../../node-agent/link/back-off.ts';

it('doubles from a quarter of a second to ten seconds', () => {
  expect([1, 2, 3, 6, 7, 100].map((failures) => backOffMs(failures, 1))).toEqual([
    250, 500, 1_000, 8_000, 10_000, 10_000,
  ]);
});

it('is spread over its upper half', () => {
  expect(backOffMs(3, 0)).toBe(500);
  expect(backOffMs(3, 0.5)).toBe(750);
});
