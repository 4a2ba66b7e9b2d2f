import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelKind } from '../../../contract/model.ts';
import { readGgufFacts } from '../../../main/library/gguf-facts.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';
import { ggufBytes, smallLlama, type SmallGguf } from '../../support/engine/small-gguf.ts';
import type { ModelShape } from '../../support/models/model-shape.ts';
import { trueShapes } from '../../support/models/true-shapes.ts';
import { writeModel } from '../../support/models/write-model.ts';
import { tempDir } from '../../support/temp-dir.ts';

const shapeOf = (name: string): ModelShape => {
  const found = trueShapes.find((one) => one.name === name);
  if (!found) throw new Error(`no shape is named ${name}`);
  return found;
};

/** Words are many in real models, and slow to write down. */
const vocabulary = 1_024;

function factsOf(name: string) {
  const file = path.join(tempDir(), 'model-Q4_K_M.gguf');
  writeModel(file, { ...shapeOf(name), vocabulary });
  return readGgufFacts(file);
}

function factsWith(entries: Partial<SmallGguf['entries']>) {
  const file = path.join(tempDir(), 'small.gguf');
  writeFileSync(file, ggufBytes(smallLlama(entries)));
  return readGgufFacts(file);
}

describe('what a header says for the estimate', () => {
  it('of Llama 3.1 8B: its embedding stays in main memory, its output is a tensor of its own', async () => {
    const { graph, tensorBytes } = await factsOf('Llama 3.1 8B');
    expect(graph).toMatchObject({ heads: 32, feedForwardLength: 14_336, experts: null, tensors: 291, wellKnown: true });
    expect(graph?.offGpuBytes).toBe((vocabulary * 4096 * 34) / 32);
    expect(tensorBytes).toBeGreaterThan(3.9e9);
  });

  it('of Llama 3.2 3B: its embedding is its output too, and goes onto the GPU', async () => {
    expect((await factsOf('Llama 3.2 3B')).graph?.offGpuBytes).toBe(0);
  });

  it('of Mixtral: eight experts, two of which are used', async () => {
    expect((await factsOf('Mixtral 8x7B')).graph?.experts).toEqual({ count: 8, used: 2, feedForwardLength: 14_336 });
  });

  it('of Gemma 3 4B: 29 of 34 layers keep a window; of gpt-oss every second one', async () => {
    const sliding = async (name: string) => (await factsOf(name)).graph?.slidingLayers ?? [];
    expect((await sliding('Gemma 3 4B')).filter(Boolean)).toHaveLength(29);
    expect((await sliding('Gemma 3 4B')).slice(0, 7)).toEqual([true, true, true, true, true, false, true]);
    expect((await sliding('gpt-oss 20B')).slice(0, 4)).toEqual([true, false, true, false]);
  });

  it('of a model that llama.cpp gives no sliding window: that no layer has one', async () => {
    const { slidingWindow, graph } = await factsWith({ 'llama.attention.sliding_window': ['u32', 4_096] });
    expect([slidingWindow, graph?.slidingLayers.includes(true)]).toEqual([4_096, false]);
  });

  it('of an embedding model: that it keeps nothing and gives no words', async () => {
    const facts = await factsOf('nomic-embed v1.5');
    expect(facts.graph).toMatchObject({ vectors: true, offGpuBytes: vocabulary * 768 * 2 + 2 * 768 * 4 });
    expect(estimateMemory(facts, { contextLength: 2_048, slots: 4 }, 'vulkan').cacheBytes).toBe(0);
  });

  it('of a model built like one that writes: that it makes vectors, when its last token speaks for the text', async () => {
    expect(modelKind(await factsWith({ 'llama.pooling_type': ['u32', 3] }))).toBe('embedding');
    expect(modelKind(await factsWith({}))).toBe('chat');
  });

  it('of a model that puts texts in order: that it does, and takes memory as one that makes vectors', async () => {
    const facts = await factsWith({ 'llama.pooling_type': ['u32', 4] });
    expect([modelKind(facts), facts.graph?.vectors]).toEqual(['reranker', true]);
  });

  it('of a model with MLA: one compressed head, whose values are part of its keys', async () => {
    const facts = await factsWith({
      'llama.attention.head_count_kv': ['u32', 1],
      'llama.attention.key_length': ['u32', 576],
      'llama.attention.value_length': ['u32', 512],
      'llama.attention.key_length_mla': ['u32', 192],
    });
    expect(facts).toMatchObject({ keyLength: 576, valueLength: 0, graph: { wellKnown: false } });
  });

  it('of layers that keep a state: how large it is, and that they keep no tokens', async () => {
    const entries = Object.fromEntries(
      Object.entries(smallLlama().entries).map(([key, value]) => [key.replace(/^llama\./, 'granitehybrid.'), value]),
    );
    const file = path.join(tempDir(), 'hybrid.gguf');
    const heads = Array.from({ length: 28 }, (_, layer) => (layer % 10 === 5 ? 8 : 0));
    const hybrid = {
      ...smallLlama(),
      entries: {
        ...entries,
        'general.architecture': ['string', 'granitehybrid'],
        'granitehybrid.attention.head_count_kv': ['u32s', heads],
        'granitehybrid.ssm.conv_kernel': ['u32', 4],
        'granitehybrid.ssm.inner_size': ['u32', 3072],
        'granitehybrid.ssm.state_size': ['u32', 128],
        'granitehybrid.ssm.group_count': ['u32', 1],
      },
    } as SmallGguf;
    writeFileSync(file, ggufBytes(hybrid));
    const { kvHeads, graph } = await readGgufFacts(file);
    expect(kvHeads).toEqual(heads);
    expect(graph?.stateBytes).toBe(25 * (3 * (3072 + 2 * 128) + 128 * 3072) * 4);
  });

  it('is refused where it is no number, and where a list is made to be long', async () => {
    const refused = { problem: { code: 'model_file_invalid' } };
    await expect(factsWith({ 'llama.expert_count': ['string', 'many'] })).rejects.toMatchObject(refused);
    const long = Array.from({ length: 20_000 }, () => 8);
    await expect(factsWith({ 'llama.attention.head_count_kv': ['u32s', long] })).rejects.toMatchObject(refused);
    expect((await factsWith({ 'llama.feed_forward_length': ['u32s', long] })).graph?.feedForwardLength).toBe(8);
  });

  it('refuses an architecture that the engine does not know, and says which it does', async () => {
    await expect(factsWith({ 'general.architecture': ['string', 'hal9000'] })).rejects.toMatchObject({
      problem: {
        code: 'model_file_invalid',
        message: expect.stringMatching(
          /holds the architecture “hal9000”, which the engine does not know\. It knows \d+, among them llama, qwen2/,
        ),
      },
    });
    await expect(factsWith({ 'general.architecture': ['string', ''] })).rejects.toMatchObject({
      problem: { message: expect.stringContaining('names no architecture') },
    });
    await expect(factsWith({ 'general.architecture': ['string', 'clip'] })).rejects.toMatchObject({
      problem: { message: expect.stringContaining('picture part of a model') },
    });
  });
});
