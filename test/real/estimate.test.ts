import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gpu } from '../../contract/hardware.ts';
import { modelKind } from '../../contract/model.ts';
import { readGgufFacts } from '../../main/library/gguf-facts.ts';
import { estimateMemory } from '../../main/planner/memory.ts';
import { overheadBytes } from '../../main/planner/memory/overhead.ts';
import { aGpu, aProcessor } from '../support/a-gpu.ts';
import { demoFile } from '../support/engine/demo-spec.ts';
import { withoutMesa } from '../support/engine/mesa.ts';
import { measureLoad } from '../support/models/measure-load.ts';
import { smallShapes } from '../support/models/small-shapes.ts';
import { writeModel } from '../support/models/write-model.ts';
import { tempDir } from '../support/temp-dir.ts';

const slowMs = 120_000;
const shape = { contextLength: 2_048, slots: 3 };
/** llama.cpp's log tells the cache to 10 kB. */
const logGrainBytes = 10_486;
const skipVulkan = withoutMesa();

/** What is wrong with the estimate of a file on a device, as a load of it shows; empty when nothing is. */
async function mistakes(file: string, gpu: Gpu): Promise<string[]> {
  const facts = await readGgufFacts(file);
  const estimate = estimateMemory(facts, shape, gpu.backend);
  const took = await measureLoad(file, gpu, modelKind(facts), shape);
  const buffers = estimate.workBytes - overheadBytes(gpu.backend);
  const wrong = {
    'weights are under': estimate.weightsBytes < took.weightsBytes,
    'weights are over': estimate.weightsBytes > took.weightsBytes * 1.02,
    'the cache is another': Math.abs(estimate.cacheBytes - took.cacheBytes) > logGrainBytes,
    'working space is under': buffers + logGrainBytes < took.workBytes,
  };
  return Object.entries(wrong).flatMap(([what, isSo]) =>
    isSo ? [`${what}: ${JSON.stringify({ estimate, took })}`] : [],
  );
}

const models = [
  ['the demo model', () => demoFile],
  ...smallShapes.map(
    (model) =>
      [
        model.name,
        () => {
          const file = path.join(tempDir(), 'small.gguf');
          writeModel(file, model);
          return file;
        },
      ] as const,
  ),
] as const;

describe('the estimate is never under what a load takes', () => {
  it.each(models)('on the processor: %s', { timeout: slowMs }, async (_name, file) => {
    expect(await mistakes(file(), aProcessor())).toEqual([]);
  });

  it.skipIf(skipVulkan).each(models)('on Mesa’s Vulkan device: %s', { timeout: slowMs }, async (_name, file) => {
    expect(await mistakes(file(), aGpu({ name: 'llvmpipe', software: true }))).toEqual([]);
  });
});
