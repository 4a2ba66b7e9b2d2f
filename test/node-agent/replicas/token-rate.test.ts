import { expect, it } from 'vitest';
import { TokenRate } from '../../../node-agent/replicas/token-rate.ts';

it('is the growth over the last five seconds', () => {
  const rate = new TokenRate();
  expect(rate.sample(0, 100)).toBe(0);
  expect(rate.sample(1_000, 150)).toBe(50);
  expect(rate.sample(5_000, 350)).toBe(50);
  expect(rate.sample(10_000, 350)).toBe(0);
});

it('keeps the sample before a long pause, so that growth is not lost', () => {
  const rate = new TokenRate();
  rate.sample(0, 0);
  expect(rate.sample(60_000, 600)).toBe(10);
});
