import { describe, expect, it } from 'vitest';
import { estimateMemory, totalBytes } from '../../../main/planner/memory.ts';
import { llamaFacts, mib } from '../../support/office-fixtures.ts';

describe('estimateMemory', () => {
  it('counts the cache as llama.cpp does: 112 KiB a token for Llama 3.2 3B', () => {
    const { cacheBytes } = estimateMemory(llamaFacts, { contextLength: 4096, slots: 2 }, 'vulkan');
    expect(cacheBytes).toBe(112 * 1024 * 4096 * 2);
  });

  it('takes KV heads layer by layer', () => {
    const mixed = { ...llamaFacts, kvHeads: llamaFacts.kvHeads.map((heads, layer) => (layer % 2 === 0 ? heads : 0)) };
    const whole = estimateMemory(llamaFacts, { contextLength: 1024, slots: 1 }, 'vulkan');
    expect(estimateMemory(mixed, { contextLength: 1024, slots: 1 }, 'vulkan').cacheBytes).toBe(whole.cacheBytes / 2);
  });

  it('counts every tensor of the file as weights', () => {
    const memory = estimateMemory(llamaFacts, { contextLength: 1024, slots: 1 }, 'vulkan');
    expect(memory.weightsBytes).toBe(llamaFacts.tensorBytes);
    expect(totalBytes(memory)).toBe(memory.weightsBytes + memory.cacheBytes + memory.workBytes);
  });

  it('keeps room for the backend itself', () => {
    const shape = { contextLength: 1024, slots: 1 };
    const gpu = estimateMemory(llamaFacts, shape, 'cuda').workBytes;
    expect(gpu - estimateMemory(llamaFacts, shape, 'cpu').workBytes).toBe(224 * mib);
  });
});
