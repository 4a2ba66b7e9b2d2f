/** `aivailable estimate MODEL`: what a model would take on a card, before it is loaded anywhere. Needs no office. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { Backend } from '../../contract/hardware.ts';
import { refuse } from '../../contract/problem.ts';
import { totalBytes, type ReplicaMemory } from '../../contract/replica.ts';
import { familyOf } from '../planner/memory/gpu-family.ts';
import { neededMemory } from '../planner/memory/needed-memory.ts';
import type { Shape } from '../planner/memory/shape.ts';
import { dataOption, jsonOption, type DataOptions } from './data-option.ts';
import { findEstimatedFile, readBooks, type EstimatedFile } from './estimated-file.ts';
import { columns, orExplain, print, printJson } from './output.ts';

interface EstimateOptions extends DataOptions {
  readonly context: number;
  readonly slots: number;
  readonly backend: Backend;
  readonly quantization?: string;
  readonly gpu?: string;
}

const mostContext = 1_048_576;
const leastContext = 64;
const mostSlots = 64;

export function addEstimateCommand(program: Command): void {
  program
    .command('estimate')
    .argument('<model>', 'a .gguf file, or a name of this office or of the catalogue')
    .description('the memory that a model takes, and where it goes')
    .option('--context <tokens>', 'tokens of each conversation', wholeNumber(leastContext, mostContext), 4_096)
    .option('--slots <count>', 'conversations at once', wholeNumber(1, mostSlots), 1)
    .addOption(new Option('--backend <name>', 'what computes').choices(Backend.options).default('vulkan'))
    .option('--quantization <name>', 'of a model with several files, like Q4_K_M')
    .option('--gpu <name>', 'a card, whose measured loads count')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((model: string, options: EstimateOptions) =>
      orExplain(options.json ?? false, () => estimate(model, options)),
    );
}

async function estimate(model: string, options: EstimateOptions): Promise<void> {
  const { context, slots, backend, quantization, gpu = '', data, json } = options;
  const { variants, loads } = readBooks(data);
  const file = await findEstimatedFile(model, quantization, variants);
  const { trainedContext } = file.facts;
  if (context > trainedContext) {
    const most = trainedContext.toLocaleString('en');
    refuse(
      'invalid_request',
      `${file.model} was trained for ${most} tokens; ${context.toLocaleString('en')} are more.`,
      {
        action: `Give --context ${trainedContext} or less.`,
      },
    );
  }
  const shape = { contextLength: context, slots };
  const memory = neededMemory(file, shape, { name: gpu, backend }, loads);
  const family = gpu === '' ? null : familyOf(gpu);
  const measured = loads.filter(
    (load) => load.sha256 === file.sha256 && load.backend === backend && load.family === family,
  ).length;
  if (json) {
    const { sha256, from } = file;
    const which = { model: file.model, quantization: file.quantization, sha256: sha256 || null, from };
    return printJson({ ...which, backend, ...shape, memory: { ...memory, totalBytes: totalBytes(memory) }, measured });
  }
  linesOf(file, { ...shape, backend, gpu, measured }, memory).forEach(print);
}

interface Asked extends Shape {
  readonly backend: Backend;
  readonly gpu: string;
  readonly measured: number;
}

function linesOf(file: EstimatedFile, asked: Asked, memory: ReplicaMemory): string[] {
  const { contextLength, slots, backend, gpu, measured } = asked;
  const conversations = slots === 1 ? '1 conversation' : `${slots} conversations`;
  const sources = { file: 'the file’s header', library: 'the header of the office’s file', catalogue: 'the catalogue' };
  const { graph } = file.facts;
  const stays = backend === 'cpu' || !graph ? 0 : graph.offGpuBytes;
  const slides = graph?.slidingLayers.filter(Boolean).length ?? 0;
  const weights = `all tensors${stays > 0 ? `, but for ${bytesInWords(stays)} that stay in main memory` : ''}`;
  const window =
    slides > 0 ? `; ${slides} of ${file.facts.layers} layers keep the last ${file.facts.slidingWindow}` : '';
  const tokens = contextLength.toLocaleString('en');
  const rows = [
    ['weights', bytesInWords(memory.weightsBytes), weights],
    ['conversation memory', bytesInWords(memory.cacheBytes), `${conversations} of ${tokens} tokens${window}`],
    ['working space', bytesInWords(memory.workBytes), 'one batch of 512 tokens, and what the backend holds itself'],
    ['total', bytesInWords(totalBytes(memory)), ''],
  ];
  const times = measured === 1 ? '1 load' : `${measured} loads`;
  const basis =
    measured > 0
      ? `Corrected by ${times} measured on ${gpu} and cards like it.`
      : `Estimated from ${sources[file.from]}.`;
  return [`${file.model} ${file.quantization} on ${backend}`, ...columns(rows).map((row) => `  ${row}`), basis];
}

/** A whole number in these bounds, both counted in; commander names the option that it refuses. */
const wholeNumber =
  (least: number, most: number) =>
  (typed: string): number => {
    const number = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from ${least} to ${most.toLocaleString('en')}.`);
  };
