import { describe, expect, it } from 'vitest';
import type { MeasuredLoad } from '../../../../contract/plan.ts';
import { estimateMemory } from '../../../../main/planner/memory.ts';
import { neededMemory } from '../../../../main/planner/memory/needed-memory.ts';
import { aGpu } from '../../../support/a-gpu.ts';
import { llamaFacts, mib, shaOf, variant } from '../../../support/office-fixtures.ts';
import { seeded } from '../../../support/seeded.ts';

const gpu = aGpu({ name: 'NVIDIA GeForce GTX 1060 6GB' });
const shape = { contextLength: 4096, slots: 2 };
const estimate = estimateMemory(llamaFacts, shape, 'vulkan');

const load = (changes: Partial<MeasuredLoad> = {}): MeasuredLoad => ({
  sha256: shaOf('a'),
  backend: 'vulkan',
  family: 'gtx 10',
  ...shape,
  memory: {
    weightsBytes: estimate.weightsBytes - mib,
    cacheBytes: estimate.cacheBytes,
    workBytes: estimate.workBytes - mib,
  },
  ...changes,
});
const need = (at: typeof shape, ...loads: MeasuredLoad[]) => neededMemory(variant(), at, gpu, loads);

describe('neededMemory', () => {
  it('is the estimate where nothing was measured', () => {
    expect(need(shape)).toEqual(estimate);
  });

  it('is what was measured in the same shape, on any card of the family', () => {
    expect(need(shape, load())).toEqual(load().memory);
  });

  it('takes no notice of other files, backends and families', () => {
    const others = [load({ sha256: shaOf('b') }), load({ backend: 'cuda' }), load({ family: 'rx 500' })];
    expect(need(shape, ...others)).toEqual(estimate);
  });

  it('takes the largest of several loads', () => {
    const more = load({ memory: { ...load().memory, workBytes: estimate.workBytes + 5 } });
    expect(need(shape, load(), more, load()).workBytes).toBe(estimate.workBytes + 5);
  });

  it('grows the cache by tokens, and the work by what the estimate says it grows', () => {
    const large = { contextLength: 8192, slots: 4 };
    const needed = need(large, load());
    expect(needed.weightsBytes).toBe(load().memory.weightsBytes);
    expect(needed.cacheBytes).toBe(load().memory.cacheBytes * 4);
    expect(estimateMemory(llamaFacts, large, 'vulkan').workBytes - needed.workBytes).toBe(mib);
  });

  it('never takes more for a smaller shape than a larger one took, nor less than the estimate for it else', () => {
    const modest = { ...load().memory, workBytes: estimate.workBytes - 20 * mib };
    const smaller = { contextLength: 1024, slots: 1 };
    expect(need(smaller, load({ memory: modest })).workBytes).toBe(modest.workBytes);
    expect(need(smaller, load({ memory: modest })).cacheBytes).toBe(
      estimateMemory(llamaFacts, smaller, 'vulkan').cacheBytes,
    );
  });

  it('adds the backend’s own share where the device did not show it', () => {
    const buffers = { ...load().memory, workBytes: estimate.workBytes - 130 * mib };
    expect(need(shape, load({ memory: buffers })).workBytes).toBe(estimate.workBytes - 2 * mib);
  });

  it('is never under what was measured in the same or a smaller shape', () => {
    const random = seeded(7);
    const pick = (most: number): number => 1 + random.below(most);
    for (let round = 0; round < 200; round += 1) {
      const loads = Array.from({ length: pick(4) }, () => {
        const at = { contextLength: pick(8) * 1024, slots: pick(4) };
        const of = estimateMemory(llamaFacts, at, 'vulkan');
        const off = (50 + random.below(100)) / 100;
        const memory = {
          weightsBytes: Math.round(of.weightsBytes * off),
          cacheBytes: Math.round(of.cacheBytes * off),
          workBytes: Math.round(of.workBytes * off),
        };
        return load({ ...at, memory });
      });
      const at = { contextLength: pick(8) * 1024, slots: pick(4) };
      const needed = need(at, ...loads);
      for (const { contextLength, slots, memory } of loads) {
        if (contextLength > at.contextLength || slots > at.slots) continue;
        expect(needed.weightsBytes).toBeGreaterThanOrEqual(memory.weightsBytes);
        expect(needed.cacheBytes).toBeGreaterThanOrEqual(memory.cacheBytes);
        expect(needed.workBytes).toBeGreaterThanOrEqual(memory.workBytes);
      }
    }
  });
});
