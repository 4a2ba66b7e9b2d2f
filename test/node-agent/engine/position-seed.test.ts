import { expect, it } from 'vitest';
import { positionSeed } from '../../../node-agent/engine/position-seed.ts';

it('gives each position a seed of its own, always the same', () => {
  const seeds = Array.from({ length: 10_000 }, (_, position) => positionSeed(7, position));
  expect(new Set(seeds).size).toBe(10_000);
  expect(positionSeed(7, 123)).toBe(seeds[123]);
  // Fixed values: a change here would break answers that go on between two versions.
  expect([positionSeed(0, 0), positionSeed(7, 0), positionSeed(0xffffffff, 1)]).toMatchInlineSnapshot(`
    [
      301794027,
      4139236332,
      3621581888,
    ]
  `);
});

it('stays within 32 bits and never says "random"', () => {
  for (let seed = 0; seed < 1_000; seed++) {
    const value = positionSeed(seed * 4_294_967, seed);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(0xffffffff);
  }
});
