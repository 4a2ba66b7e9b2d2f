import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gpu } from '../../contract/hardware.ts';
import { readGgufFacts } from '../../main/library/gguf-facts.ts';
import { estimateMemory } from '../../main/planner/memory.ts';
import { overheadBytes } from '../../main/planner/memory/overhead.ts';
import { aGpu, aProcessor } from '../support/a-gpu.ts';
import { demoFile } from '../support/demo-spec.ts';
import { withoutMesa } from '../support/mesa.ts';
import { measureLoad } from '../support/models/measure-load.ts';
import { smallShapes } from '../support/models/small-shapes.ts';
import { writeModel } from '../support/models/write-model.ts';
import { tempDir } from '../support/temp-dir.ts';

const slowMs = 120_000;
const shape = { contextLength: 2_048, slots: 3 };
/** llama.cpp's log tells the cache to 10 kB. */
const logGrainBytes = 10_486;
const skipVulkan = withoutMesa();

async function compare(file: string, gpu: Gpu): Promise<void> {
  const estimate = estimateMemory(await readGgufFacts(file), shape, gpu.backend);
  const took = await measureLoad(file, gpu, shape);
  const buffers = estimate.workBytes - overheadBytes(gpu.backend);
  expect(estimate.weightsBytes).toBeGreaterThanOrEqual(took.weightsBytes);
  expect(estimate.weightsBytes).toBeLessThan(took.weightsBytes * 1.02);
  expect(Math.abs(estimate.cacheBytes - took.cacheBytes)).toBeLessThan(logGrainBytes);
  expect(buffers + logGrainBytes).toBeGreaterThanOrEqual(took.workBytes);
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
  it.each(models)('on the processor: %s', { timeout: slowMs }, (_name, file) => compare(file(), aProcessor()));

  it.skipIf(skipVulkan).each(models)('on Mesa’s Vulkan device: %s', { timeout: slowMs }, (_name, file) =>
    compare(file(), aGpu({ name: 'llvmpipe', software: true })),
  );
});
