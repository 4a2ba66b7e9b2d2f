/**
 * npm run bench -- estimate: the memory estimate against what loads really take, estimate ÷ measured.
 *
 * Small models of the architectures that offices run, and the demo model, are loaded on this PC's processor and on Mesa's Vulkan
 * device, in several shapes; their files are made here, all zeros. Work is compared without the backend's own share, which neither
 * device shows. With LLAMA_FIT_PARAMS, the command of llama.cpp's own projection with a GPU-like device, the true shapes of real
 * models are compared too (docs/measured.md says how to get it).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Gpu } from '../contract/hardware.ts';
import { modelKind, type GgufFacts } from '../contract/model.ts';
import type { ReplicaMemory } from '../contract/replica.ts';
import { readGgufFacts } from '../main/library/gguf-facts.ts';
import { estimateMemory } from '../main/planner/memory.ts';
import { microBatch } from '../main/planner/memory/batch.ts';
import { overheadBytes } from '../main/planner/memory/overhead.ts';
import type { Shape } from '../main/planner/memory/shape.ts';
import { aGpu, aProcessor } from '../test/support/a-gpu.ts';
import { demoFile } from '../test/support/engine/demo-spec.ts';
import { withoutMesa } from '../test/support/engine/mesa.ts';
import { measureLoad } from '../test/support/models/measure-load.ts';
import { smallShapes } from '../test/support/models/small-shapes.ts';
import { trueShapes } from '../test/support/models/true-shapes.ts';
import { writeModel } from '../test/support/models/write-model.ts';
import { fitParams } from './parts/fit-params.ts';
import { figure, machineWords, printReport, type Figure } from './report.ts';

interface Pair {
  readonly name: string;
  /** Without the backend's own share. */
  readonly estimate: ReplicaMemory;
  readonly took: ReplicaMemory;
}

const loadShapes: readonly Shape[] = [
  { contextLength: 512, slots: 1 },
  { contextLength: 2_048, slots: 3 },
];
const projectedShapes: readonly Shape[] = [
  { contextLength: 4_096, slots: 1 },
  { contextLength: 8_192, slots: 4 },
  { contextLength: 32_768, slots: 1 },
];
const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));

function estimated(facts: GgufFacts, shape: Shape, gpu: Pick<Gpu, 'backend'>): ReplicaMemory {
  const memory = estimateMemory(facts, shape, gpu.backend);
  return { ...memory, workBytes: memory.workBytes - overheadBytes(gpu.backend) };
}

async function loaded(gpu: Gpu): Promise<Pair[]> {
  const files = smallShapes.map((model, index) => {
    const file = path.join(folder, `small-${index}.gguf`);
    writeModel(file, model);
    return { name: model.name, file };
  });
  const pairs: Pair[] = [];
  for (const { name, file } of [{ name: 'demo', file: demoFile }, ...files]) {
    const facts = await readGgufFacts(file);
    for (const shape of loadShapes) {
      const took = await measureLoad(file, gpu, modelKind(facts), shape);
      pairs.push({ name: nameOf(name, shape), estimate: estimated(facts, shape, gpu), took });
    }
  }
  return pairs;
}

async function projected(command: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const model of trueShapes) {
    const file = path.join(folder, 'true.gguf');
    writeModel(file, model);
    const facts = await readGgufFacts(file);
    for (const shape of projectedShapes.filter(({ contextLength }) => contextLength <= facts.trainedContext)) {
      const took = await fitParams(command, file, shape, microBatch(facts, shape));
      pairs.push({ name: nameOf(model.name, shape), estimate: estimated(facts, shape, { backend: 'vulkan' }), took });
    }
  }
  return pairs;
}

const nameOf = (name: string, { contextLength, slots }: Shape): string => `${name}, ${contextLength} × ${slots}`;

const parts: Readonly<Record<string, (memory: ReplicaMemory) => number>> = {
  weights: ({ weightsBytes }) => weightsBytes,
  'conversation memory': ({ cacheBytes }) => cacheBytes,
  'working space': ({ workBytes }) => workBytes,
  'weights + conversation memory': ({ weightsBytes, cacheBytes }) => weightsBytes + cacheBytes,
  total: ({ weightsBytes, cacheBytes, workBytes }) => weightsBytes + cacheBytes + workBytes,
};
const aims: Readonly<Record<string, number>> = { 'weights + conversation memory': 1.05, total: 1.1 };

function figuresOf(where: string, pairs: readonly Pair[]): Figure[] {
  if (process.argv.includes('--each')) {
    for (const { name, estimate, took } of pairs) {
      const ratios = Object.values(parts).map((of) => (of(estimate) / Math.max(1, of(took))).toFixed(3));
      process.stderr.write(`${where.padEnd(12)} ${name.padEnd(40)} ${ratios.join(' ')}\n`);
    }
  }
  return Object.entries(parts).map(([part, of]) => {
    const values = pairs.filter(({ took }) => of(took) > 0).map(({ estimate, took }) => of(estimate) / of(took));
    const aim = aims[part];
    const told = figure({ name: `${where}: ${part}`, unit: '×', values });
    if (aim === undefined) return told;
    return { ...told, aim: `each 1 … ${aim}`, met: values.every((value) => value >= 1 && value <= aim) };
  });
}

try {
  const fit = process.env['LLAMA_FIT_PARAMS'];
  const figures = [
    ...figuresOf('processor', await loaded(aProcessor())),
    ...(withoutMesa() ? [] : figuresOf('Mesa Vulkan', await loaded(aGpu({ name: 'llvmpipe', software: true })))),
    ...(fit ? figuresOf('true shapes', await projected(fit)) : []),
  ];
  printReport({ name: 'estimate', machine: machineWords(), seed: null, figures });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
