import { expect, it } from 'vitest';
import { ProbeAgain } from '../../../node-agent/hardware/probe-again.ts';

const minute = 60_000;

it('is due after pauses that grow, and then no more until it begins anew', () => {
  const again = new ProbeAgain();
  again.begin(0);
  const dueIn = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, passed) => from + passed).filter((at) => again.isDue(at * minute));
  expect(dueIn(0, 100)).toEqual([1, 6, 21]);
  again.begin(100 * minute);
  expect(dueIn(100, 200)).toEqual([101, 106, 121]);
});
