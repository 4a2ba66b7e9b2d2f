import { expect, it } from 'vitest';
import { Allowance } from '../../../main/enrolment/allowance.ts';

it('is used up by one address or by all together, and comes back as time passes', () => {
  let now = 0;
  const allowance = new Allowance({ clock: { now: () => now }, windowMs: 60_000, perAddress: 2, total: 3 });
  allowance.use('a');
  now = 10_000;
  expect(allowance.wait('a')).toBe(0);
  allowance.use('a');
  expect([allowance.wait('a'), allowance.wait('b')]).toEqual([50, 0]);
  allowance.use('b');
  expect(allowance.wait('c')).toBe(50);
  now = 60_000;
  expect([allowance.wait('a'), allowance.wait('c')]).toEqual([0, 0]);
});
