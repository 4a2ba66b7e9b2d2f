import { totalBytes } from '../../../contract/replica.ts';
import { describe, expect, it } from 'vitest';
import type { GgufFacts } from '../../../contract/model.ts';
import { estimateMemory, leastShape, type Shape } from '../../../main/planner/memory.ts';
import { deployment, llamaFacts, mib } from '../../support/office-fixtures.ts';

const small = { contextLength: 4096, slots: 1 };

/** With other figures of its graph. */
const withGraph = (changes: Partial<NonNullable<GgufFacts['graph']>>, more: Partial<GgufFacts> = {}): GgufFacts => ({
  ...llamaFacts,
  ...more,
  graph: llamaFacts.graph && { ...llamaFacts.graph, ...changes },
});

describe('weights', () => {
  it('are all tensors of the file, each at a multiple of 256 bytes', () => {
    expect(estimateMemory(llamaFacts, small, 'cpu').weightsBytes).toBe(llamaFacts.tensorBytes + 255 * 256);
  });

  it('leave the embedding of Llama 3.1 8B (128,256 × 4,096 in Q4_K) in main memory on a GPU, and count it on a processor', () => {
    const embedding = (128_256 * 4_096 * 144) / 256;
    const facts = withGraph({ offGpuBytes: embedding });
    const [gpu, processor] = (['vulkan', 'cpu'] as const).map((one) => estimateMemory(facts, small, one).weightsBytes);
    expect((processor ?? 0) - (gpu ?? 0)).toBe(295_501_824);
  });
});

describe('conversation memory', () => {
  const cache = (facts: GgufFacts, shape: Shape): number => estimateMemory(facts, shape, 'vulkan').cacheBytes;

  it('is 112 KiB a token for Llama 3.2 3B: 28 layers × 8 heads × (128 + 128) × 2 bytes', () => {
    expect(cache(llamaFacts, { contextLength: 4096, slots: 2 })).toBe(112 * 1024 * 4096 * 2);
  });

  it('is padded to 256 tokens for each slot', () => {
    expect(cache(llamaFacts, { contextLength: 4097, slots: 3 })).toBe(112 * 1024 * 4352 * 3);
  });

  it('takes KV heads layer by layer', () => {
    const mixed = { ...llamaFacts, kvHeads: llamaFacts.kvHeads.map((heads, layer) => (layer % 2 === 0 ? heads : 0)) };
    expect(cache(mixed, small)).toBe(cache(llamaFacts, small) / 2);
  });

  it('of Gemma 3 4B keeps 5 whole layers and 29 with a window of 1,024: 283 MiB at 4,096 tokens', () => {
    const kvHeads = Array.from({ length: 34 }, () => 4);
    const slidingLayers = kvHeads.map((_, layer) => layer % 6 < 5);
    const shape = { layers: 34, kvHeads, keyLength: 256, valueLength: 256, slidingWindow: 1_024 };
    const gemma = withGraph({ slidingLayers, slidingKeyLength: 256, slidingValueLength: 256 }, shape);
    // 1,024 + 513 of a batch, padded: 1,792 cells.
    expect(cache(gemma, small)).toBe((5 * 4_096 + 29 * 1_792) * 4 * 512 * 2);
    expect(cache(gemma, small) / mib).toBe(283);
    expect(cache({ ...gemma, graph: null }, small)).toBe(34 * 4_096 * 4 * 512 * 2);
  });

  it('keeps the keys alone where values are read out of them: DeepSeek V2 Lite, 27 layers × 576 × 2 bytes', () => {
    const facts = { ...llamaFacts, layers: 27, kvHeads: Array.from({ length: 27 }, () => 1) };
    expect(cache({ ...facts, keyLength: 576, valueLength: 0 }, small)).toBe(27 * 576 * 2 * 4_096);
  });

  it('keeps a state of fixed size for each slot, however long the context is', () => {
    const facts = withGraph({ stateBytes: 1_000 }, { kvHeads: llamaFacts.kvHeads.map(() => 0) });
    expect(cache(facts, { contextLength: 256, slots: 3 })).toBe(3_000);
    expect(cache(facts, { contextLength: 131_072, slots: 3 })).toBe(3_000);
  });
});

describe('working space', () => {
  const work = (facts: GgufFacts, shape: Shape = small, backend: 'vulkan' | 'cuda' | 'cpu' | 'metal' = 'vulkan') =>
    estimateMemory(facts, shape, backend).workBytes;
  const vulkanMib = 128;

  it('of Llama 3.2 3B is its logits: 512 × 4 × (128,256 + 2 × 3,072 + 2 × 8 × 128 + 8,192)', () => {
    expect(work(llamaFacts)).toBe(512 * 4 * 144_640 + vulkanMib * mib);
  });

  it('of Mistral 7B is its feed-forward: 512 × 4 × 3 × (4,096 + 14,336), keys and values, and the mask', () => {
    const facts = withGraph(
      { feedForwardLength: 14_336, heads: 32 },
      { vocabularySize: 32_768, embeddingLength: 4_096 },
    );
    expect(work(facts)).toBe(512 * (4 * (3 * 18_432 + 2_048) + 2 * 4_096) + vulkanMib * mib);
  });

  it('of Mixtral 8x7B counts the two experts that are used', () => {
    const experts = { count: 8, used: 2, feedForwardLength: 14_336 };
    const facts = withGraph({ experts, heads: 32 }, { vocabularySize: 32_000, embeddingLength: 4_096 });
    const floats = 3 * 4_096 + 2_048 + 6 * 14_336 + 4 * 8;
    expect(work(facts)).toBe(512 * (4 * floats + 2 * 4_096) + vulkanMib * mib);
  });

  it('writes all scores down where a backend cannot do without: heads × cells', () => {
    const odd = { ...llamaFacts, keyLength: 100, valueLength: 100 };
    expect(work(odd)).toBeGreaterThan(512 * 24 * 4_096 * 4);
    expect(work(odd, small, 'cpu')).toBeLessThan(512 * 24 * 4_096 * 4 + 400 * mib);
    expect(
      work({ ...llamaFacts, keyLength: 72, valueLength: 72 }, { ...small, contextLength: 65_536 }, 'metal'),
    ).toBeLessThan(
      work({ ...llamaFacts, keyLength: 88, valueLength: 88 }, { ...small, contextLength: 65_536 }, 'metal') / 2,
    );
  });

  it('of a model that makes vectors and keeps nothing holds a whole context at once, however many slots, and no logits', () => {
    const vectors = { ...withGraph({ vectors: true }), kvHeads: llamaFacts.kvHeads.map(() => 0) };
    expect(work(vectors, { contextLength: 512, slots: 1 })).toBeLessThan(
      work(llamaFacts, { contextLength: 512, slots: 1 }) / 2,
    );
    const [short, long] = [512, 4_096].map((contextLength) => work(vectors, { contextLength, slots: 1 }));
    expect((long ?? 0) / (short ?? 1)).toBeGreaterThan(3);
    expect(work(vectors, { contextLength: 4_096, slots: 4 })).toBeLessThan((long ?? 0) * 1.01);
  });

  it('of one that reads from left to right holds one context for all slots', () => {
    const vectors = withGraph({ vectors: true });
    const cache = (slots: number) => estimateMemory(vectors, { contextLength: 4_096, slots }, 'vulkan').cacheBytes;
    expect(cache(4)).toBe(cache(1));
    // A place more than the context has, padded.
    expect(cache(1)).toBe(estimateMemory(llamaFacts, { contextLength: 4_352, slots: 1 }, 'vulkan').cacheBytes);
  });

  it('keeps room for the backend itself', () => {
    expect(work(llamaFacts, small, 'cuda') - work(llamaFacts)).toBe(128 * mib);
  });

  it('counts more where less is known of the model', () => {
    expect(work({ ...llamaFacts, graph: null, vocabularySize: 32_000 })).toBeGreaterThan(
      work({ ...llamaFacts, vocabularySize: 32_000 }),
    );
    expect(work(withGraph({ wellKnown: false }, { vocabularySize: 32_000 }))).toBeGreaterThan(
      work({ ...llamaFacts, vocabularySize: 32_000 }) * 1.1,
    );
  });
});

describe('the estimate', () => {
  it('never falls while the context or the slots grow', () => {
    const contexts = [64, 256, 300, 1_024, 4_096, 5_000, 32_768, 131_072];
    const sliding = withGraph(
      { slidingLayers: llamaFacts.kvHeads.map((_, layer) => layer % 2 === 0) },
      { slidingWindow: 1_024 },
    );
    for (const facts of [llamaFacts, sliding, { ...llamaFacts, graph: null }]) {
      for (const slots of [1, 2, 3, 7, 16, 63]) {
        const totals = contexts.map((contextLength) =>
          totalBytes(estimateMemory(facts, { contextLength, slots }, 'vulkan')),
        );
        expect(totals).toEqual(totals.toSorted((a, b) => a - b));
        const more = contexts.map((contextLength) =>
          totalBytes(estimateMemory(facts, { contextLength, slots: slots + 1 }, 'vulkan')),
        );
        expect(more.every((total, index) => total >= (totals[index] ?? 0))).toBe(true);
      }
    }
  });

  it('is made for the fewest slots of a deployment', () => {
    expect(leastShape(deployment({ slots: { min: 2, max: 9 } }))).toEqual({ contextLength: 4096, slots: 2 });
  });
});
