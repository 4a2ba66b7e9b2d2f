/**
 * The placement loop and the router over hours of an office in seconds: machines that are cut off, fall silent and come back,
 * loads that fail, people who change their minds. Time is a number; a seed that fails is run again by its name:
 * npm run simulate -- --seed N. What must hold stands in test/support/simulation/invariants.ts.
 */
import { describe, expect, it } from 'vitest';
import { simulate, type SimulationResult } from '../../support/simulation/simulate.ts';
import { tempDir } from '../../support/temp-dir.ts';

const office = { machines: 20, hours: 0.5, faults: 10, requests: 30 };
const live = (seed: number, more: Partial<typeof office> = {}): Promise<SimulationResult> =>
  simulate({ ...office, ...more, seed, dataDir: tempDir() });
const sum = ({ counts }: SimulationResult, kind: string): number =>
  [...counts].reduce((all, [name, times]) => all + (name.startsWith(kind) ? times : 0), 0);

describe.each([1, 2, 3])('an office in trouble, seed %i', (seed) => {
  it('keeps every promise, ends every request, and is as planned when the trouble is over', async () => {
    const result = await live(seed);
    expect(result.broken).toBeNull();
    expect(result.reachedAfter).toHaveLength(1);
    expect(sum(result, 'fault: ')).toBeGreaterThan(80);
    expect(sum(result, 'request: ')).toBe(result.counts.get('requests'));
    expect(result.counts.get('request: answered')).toBeGreaterThan(50);
  }, 120_000);
});

it('lives the same office again from the same seed', async () => {
  const small = { machines: 8, hours: 0.25 };
  const [first, again, other] = [await live(4, small), await live(4, small), await live(5, small)];
  expect(again.digest).toBe(first.digest);
  expect(other.digest).not.toBe(first.digest);
}, 120_000);
