import { expect, it } from 'vitest';
import { sparkPath } from '../../../../../renderer/features/machines/history/spark-path.ts';

const minute = 60_000;
const frame = { width: 60, height: 11, from: 0, until: 60 * minute, top: 10 };

it('draws a line from minute to minute, its top at the upper edge', () => {
  const points = [0, 1, 2].map((at) => ({ at: at * minute, value: at * 5 }));
  expect(sparkPath(points, frame)).toBe('M0 10.5L1 5.5L2 0.5');
  expect(sparkPath(points, frame, true)).toBe('M0 11L0 10.5L1 5.5L2 0.5L2 11Z');
});

it('breaks where a machine was away', () => {
  const points = [0, 1, 30, 31].map((at) => ({ at: at * minute, value: 0 }));
  expect(sparkPath(points, frame)).toBe('M0 10.5L1 10.5M30 10.5L31 10.5');
});

it('draws nothing of one point, and nothing from before the hour', () => {
  expect(sparkPath([{ at: 0, value: 1 }], frame)).toBe('');
  expect(
    sparkPath(
      [-2, -1].map((at) => ({ at: at * minute, value: 1 })),
      frame,
    ),
  ).toBe('');
});
