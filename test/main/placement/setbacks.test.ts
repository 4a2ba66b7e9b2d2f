import { describe, expect, it } from 'vitest';
import { Setbacks } from '../../../main/placement/setbacks.ts';

const place = { deploymentId: 'llama', machineId: 'pc', gpuId: 'gpu' };
const crash = { code: 'engine_crashed', reason: 'the engine ended' } as const;
const full = { code: 'out_of_memory', reason: 'the card is full' } as const;

describe('Setbacks', () => {
  it('lets the first failure be tried again at once', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, crash, 0);
    expect(setbacks.setAside(0)).toEqual([]);
    expect(setbacks.nextChange(0)).toBeNull();
  });

  it('sets a place aside for longer after each failure in a row', () => {
    const setbacks = new Setbacks();
    let now = 0;
    const pauses = [0, 1, 2, 3, 4, 5].map(() => {
      setbacks.failed(place, crash, now);
      const until = setbacks.nextChange(now) ?? now;
      const pause = until - now;
      now = until;
      return pause;
    });
    expect(pauses).toEqual([0, 1_000, 5_000, 15_000, 60_000, 60_000]);
  });

  it('says why, how often, and when it is tried again', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, crash, 0);
    setbacks.failed(place, full, 10);
    const again = new Date(1_010).toLocaleTimeString('en-GB');
    expect(setbacks.setAside(500)).toEqual([
      { ...place, reason: `the card is full (failed 2 times in a row, tried again at ${again})` },
    ]);
    expect(setbacks.setAside(1_010)).toEqual([]);
  });

  it('makes requests wait for an engine that crashed a few times, not for one that cannot run', () => {
    const setbacks = new Setbacks();
    for (const now of [0, 10, 2_000, 8_000]) setbacks.failed(place, crash, now);
    expect(setbacks.awaited(8_001)).toEqual(new Set(['llama']));
    setbacks.failed(place, crash, 30_000);
    expect(setbacks.awaited(30_001)).toEqual(new Set());
    const other = new Setbacks();
    other.failed(place, full, 0);
    other.failed(place, full, 10);
    expect(other.awaited(11)).toEqual(new Set());
  });

  it('has an end: places that are not tried again for an hour are forgotten', () => {
    const setbacks = new Setbacks();
    const hour = 60 * 60_000;
    for (let n = 0; n < 500; n += 1) setbacks.failed({ ...place, deploymentId: `model-${n}` }, crash, n * (hour / 10));
    expect(setbacks.entries).toBeLessThan(20);
  });

  it('forgets when the place was well for half a minute', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, crash, 0);
    setbacks.failed(place, crash, 10);
    setbacks.served(place, 1_010, 31_010);
    setbacks.failed(place, crash, 31_020);
    expect(setbacks.setAside(31_020)).toEqual([]);
  });

  it('does not forget because failing takes long, nor because it served for a moment', () => {
    const setbacks = new Setbacks();
    for (const failure of [0, 1, 2, 3, 4]) {
      setbacks.failed(place, crash, failure * 70_000);
      setbacks.served(place, failure * 70_000 + 50_000, failure * 70_000 + 69_000);
    }
    expect(setbacks.nextChange(4 * 70_000)).toBe(4 * 70_000 + 60_000);
  });
});
