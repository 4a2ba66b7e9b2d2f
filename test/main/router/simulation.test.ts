/**
 * The router over days of an office in seconds: hundreds of replicas that are slow, fail, fail fast, drain and come back, and
 * callers that want more than there is. Time is a number; a seed that fails is run again by its name.
 */
import { describe, expect, it } from 'vitest';
import { RouterWorld, type WorldOptions } from '../../support/router/router-world.ts';

const seeds = [1, 2, 3, 4];
const usual: WorldOptions = {
  replicas: 200,
  models: 5,
  callers: 60,
  seconds: 40,
  requestsPerSecond: 60,
  faults: 0.02,
  limits: { total: 256, perCaller: 16 },
};

describe.each(seeds)('the router, seed %i', (seed) => {
  it('loses no request, serves none twice, and forgets what is over', () => {
    const world = new RouterWorld(seed, usual);
    const seen = world.run();
    expect(seen.doubles).toEqual([]);
    expect(seen.overbooked).toEqual([]);
    expect(seen.openAtTheEnd).toEqual([]);
    expect(seen.asked).toBe(seen.done + seen.refused + seen.gaveUp);
    expect(seen.done).toBeGreaterThan(0.9 * (seen.asked - seen.gaveUp - seen.refused));
    expect(seen.faults).toBeGreaterThan(150);
    expect(seen.mostWaiting).toBeLessThanOrEqual(usual.limits.total + seen.mostRunning);
    expect(seen.mostEntries).toBeLessThan(5_000);
    expect(world.entries).toBeLessThan(usual.replicas + 2 * usual.models + 2_048);
  });

  it('lets nobody starve, and serves by weight when there is too little', () => {
    const scarce = { ...usual, replicas: 8, models: 1, callers: 8, faults: 0, greedy: true, seconds: 1_200 };
    const { served, longestWait } = new RouterWorld(seed, scarce).run();
    // Callers 0 to 3 have weight 1, 4 to 7 weight 2; all want more than they get.
    const shares = served.map((seconds, caller) => seconds / (caller < 4 ? 1 : 2));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    for (const share of shares) expect(Math.abs(share - mean) / mean).toBeLessThan(0.1);
    expect(longestWait).toBeLessThan(120);
  });

  it('gives a replica that fails at once no more than it must to find that out', () => {
    const { triedOn, done } = new RouterWorld(seed, { ...usual, replicas: 20, models: 1, faults: 0, black: 1 }).run();
    expect(triedOn.get('r0') ?? 0).toBeLessThan(25);
    expect(done).toBeGreaterThan(300);
  });
});
