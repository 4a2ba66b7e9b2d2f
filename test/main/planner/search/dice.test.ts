import { describe, expect, it } from 'vitest';
import { Dice } from '../../../../main/planner/search/dice.ts';

const rolls = (seed: number, count: number, sides: number): number[] => {
  const dice = new Dice(seed);
  return Array.from({ length: count }, () => dice.roll(sides));
};

describe('dice', () => {
  it('fall the same for the same seed, and otherwise for another', () => {
    expect(rolls(1, 20, 1000)).toEqual(rolls(1, 20, 1000));
    expect(rolls(1, 20, 1000)).not.toEqual(rolls(2, 20, 1000));
  });

  it('fall for seed 0, too', () => {
    expect(new Set(rolls(0, 100, 1000)).size).toBeGreaterThan(50);
  });

  it('show every side about as often', () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (const roll of rolls(3, 60_000, 6)) counts[roll]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
