import { describe, expect, it } from 'vitest';
import type { OfficeVariant } from '../../../../contract/office-file.ts';
import { memoryOf } from '../../../../main/planner/office/estimate.ts';

const mib = 1024 ** 2;

/** Llama 3.1 8B in Q4_K_M. */
const llama: OfficeVariant = {
  id: 'Q4_K_M',
  quality: 0.67,
  fileBytes: 4_920_000_000,
  facts: {
    architecture: 'llama',
    layers: 32,
    embedding: 4096,
    heads: 32,
    kvHeads: 8,
    headSize: 128,
    feedForward: 14_336,
    vocab: 128_256,
    contextMax: 131_072,
    slidingWindow: null,
  },
  measured: null,
};
const measured = { weights: 1, kvPerToken: 2, compute: 3, overhead: 4 };

const shape = { contextLength: 8192, slots: 2 };

describe('memoryOf', () => {
  it('counts 128 KiB of cache a token for Llama 3.1 8B, as llama.cpp does', () => {
    expect(memoryOf(llama, shape, ['vulkan']).kvPerToken).toBe(128 * 1024);
  });

  it('counts the whole file as weights and one micro-batch as compute', () => {
    const { weights, compute } = memoryOf(llama, shape, ['vulkan']);
    expect(weights).toBe(llama.fileBytes);
    expect(compute).toBe(513 * 4 * (128_256 + 2 * 4096 + 14_336 + 8 * 2 * 128));
  });

  it('counts what the cache is padded by', () => {
    const odd = memoryOf(llama, { contextLength: 8000, slots: 2 }, ['vulkan']);
    expect(odd.compute - memoryOf(llama, shape, ['vulkan']).compute).toBe(2 * 192 * 128 * 1024);
  });

  it('counts a sliding window as the whole context, over and never under', () => {
    const sliding = { ...llama, facts: { ...llama.facts, slidingWindow: 1024 } };
    expect(memoryOf(sliding, shape, ['vulkan']).kvPerToken).toBe(128 * 1024);
  });

  it('counts no logits for a model that makes vectors, and a whole context at once', () => {
    const bert = { ...llama, facts: { ...llama.facts, architecture: 'nomic-bert' } };
    const compute = (of: typeof llama, contextLength: number): number =>
      memoryOf(of, { contextLength, slots: 1 }, ['vulkan']).compute;
    expect(compute(bert, 512)).toBeLessThan(compute(llama, 512) / 2);
    expect(compute(bert, 2_048)).toBeGreaterThan(compute(bert, 512) * 4);
  });

  it('takes the greediest backend of those it may go to, and an unknown one as greedy', () => {
    expect(memoryOf(llama, shape, ['vulkan', 'cuda']).overhead).toBe(256 * mib);
    expect(memoryOf(llama, shape, ['vulkan']).overhead).toBe(128 * mib);
    expect(memoryOf(llama, shape, ['vulkan', 'abacus']).overhead).toBe(256 * mib);
  });

  it('gives way to what was measured', () => {
    expect(memoryOf({ ...llama, measured }, shape, ['vulkan'])).toEqual(measured);
  });
});
