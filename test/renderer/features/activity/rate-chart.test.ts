import { expect, it } from 'vitest';
import { linePath, scaleTop, timeTicks, type Plot } from '../../../../renderer/features/activity/rate-chart.ts';

const plot: Plot = { width: 110, height: 60, left: 10, right: 0, top: 0, bottom: 10 };

it('has a round scale', () => {
  expect([0, 9, 11, 62, 180, 501].map(scaleTop)).toEqual([10, 10, 20, 100, 200, 1000]);
});

it('draws a line that is broken where the office did not run', () => {
  const points = [
    { at: 0, tokensPerSecond: 0 },
    { at: 10, tokensPerSecond: 50 },
    { at: 90, tokensPerSecond: 100 },
    { at: 100, tokensPerSecond: 100 },
  ];
  expect(linePath({ from: 0, until: 100, points }, plot, 100, 20)).toBe('M10.0 50.0L20.0 25.0M100.0 0.0L110.0 0.0');
});

it('writes whole hours under it, six at most', () => {
  const from = new Date(2026, 10, 18, 10, 44).getTime();
  const ticks = timeTicks({ from, until: from + 24 * 3_600_000, points: [] });
  expect(ticks.length).toBeLessThanOrEqual(6);
  expect(ticks.map((at) => new Date(at).getMinutes()).every((minutes) => minutes === 0)).toBe(true);
});
