import { describe, expect, it } from 'vitest';
import { mapScale } from '../../../../../renderer/features/machines/bars/map-scale.ts';

const gib = 1024 ** 3;

describe('the scale of the map', () => {
  it('is the look’s own at 612 pixels and 11 GB: 55 px for a GB, a mark every 2 GB', () => {
    const { px, step, ticks } = mapScale(612, 11 * gib);
    expect({ px, step }).toEqual({ px: 55, step: 2 });
    expect(ticks.map(({ left }) => left)).toEqual([0, 110, 220, 330, 440, 550]);
    expect(ticks.map(({ text }) => text)).toEqual(['0 GB', '2', '4', '6', '8', '10']);
  });

  it('marks a small total finely, down to MB', () => {
    expect(mapScale(612, gib).ticks.map(({ text }) => text)).toEqual(['0 GB', '0.25', '0.5', '0.75', '1']);
    expect(mapScale(612, gib / 4).ticks.map(({ text }) => text)).toEqual(['0 MB', '64', '128', '192', '256']);
  });

  it('keeps marks at least 44 px apart on a narrow plot', () => {
    for (const width of [120, 240, 304, 612, 1200]) {
      for (const total of [1, 4, 6, 11, 24, 80]) {
        const { px, step } = mapScale(width, total * gib);
        expect(px * step).toBeGreaterThanOrEqual(44);
      }
    }
  });

  it('never gives a bar wider than the plot', () => {
    expect(mapScale(304, 11 * gib).px * 11).toBeLessThanOrEqual(304);
  });
});
