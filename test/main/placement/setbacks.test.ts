import { describe, expect, it } from 'vitest';
import { Setbacks } from '../../../main/placement/setbacks.ts';

const place = { deploymentId: 'llama', machineId: 'pc', gpuId: 'gpu' };

describe('Setbacks', () => {
  it('lets the first failure be tried again at once', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, 'the engine ended', 0);
    expect(setbacks.setAside(0)).toEqual([]);
    expect(setbacks.nextChange(0)).toBeNull();
  });

  it('sets a place aside for longer after each failure in a row', () => {
    const setbacks = new Setbacks();
    let now = 0;
    const pauses = [0, 1, 2, 3, 4].map(() => {
      setbacks.failed(place, 'the engine ended', now);
      const until = setbacks.nextChange(now) ?? now;
      const pause = until - now;
      now = until;
      return pause;
    });
    expect(pauses).toEqual([0, 1_000, 5_000, 300_000, 300_000]);
  });

  it('gives the reason of the last failure while the place is aside', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, 'first', 0);
    setbacks.failed(place, 'out of memory', 10);
    expect(setbacks.setAside(500)).toEqual([{ ...place, reason: 'out of memory' }]);
    expect(setbacks.setAside(1_010)).toEqual([]);
  });

  it('forgets when the place was well for a minute', () => {
    const setbacks = new Setbacks();
    setbacks.failed(place, 'one', 0);
    setbacks.failed(place, 'two', 10);
    setbacks.failed(place, 'three', 100_000);
    expect(setbacks.setAside(100_000)).toEqual([]);
  });
});
