/** What a GGUF header says of its model, as far as the estimate needs it. */
import path from 'node:path';
import { parseGGUFQuantLabel } from '@huggingface/gguf';
import { GgufFacts } from '../../contract/model.ts';
import { refuse } from '../../contract/problem.ts';
import { strangeArchitecture } from './architectures.ts';
import { readGgufHeader, type GgufHeader } from './gguf-header.ts';
import { graphOf, keptHeads } from './graph-facts.ts';
import { largestFigure } from './largest-figure.ts';
import { recurrentLayers } from './recurrent-layers.ts';

/** Far over any real model: the figures of a hostile header become lengths of lists and sizes of memory. */
const most = { layers: 1_000, heads: 10_000, width: 1_000_000 } as const;

/**
 * Reads a whole model file's header. @param name the file's own name, where it lies under another one: it tells the quantization
 * @throws ProblemError model_file_invalid with what is wrong.
 */
export async function readGgufFacts(file: string, name: string = path.basename(file)): Promise<GgufFacts> {
  const header = await readGgufHeader(file);
  if (Number(header.metadata['split.count'] ?? 0) > 1) invalid('The file is one part of a split model.');
  if (header.tensors.length === 0) invalid('The file holds no tensors.');
  const strange = strangeArchitecture(textOf(header.metadata['general.architecture']));
  if (strange) invalid(strange);
  const facts = GgufFacts.safeParse(toFacts(header, name));
  if (facts.success) return facts.data;
  const missing = facts.error.issues.map((issue) => issue.path.join('.')).join(', ');
  return invalid(`The file’s header lacks what a language model needs (${missing}).`);
}

function toFacts(header: GgufHeader, file: string): Record<string, unknown> {
  const { metadata, parameters, tensorBytes } = header;
  const architecture = textOf(metadata['general.architecture']);
  const of = (name: string): unknown => metadata[`${architecture}.${name}`];
  const layers = within(Number(of('block_count')), most.layers, 'layers');
  const heads = within(largestFigure(of('attention.head_count')), most.heads, 'heads');
  const width = within(Number(of('embedding_length')), most.width, 'values in an embedding');
  const headLength = width / heads;
  const told = kvHeadsOf(of('attention.head_count_kv') ?? of('attention.head_count'), layers);
  const recurrent = recurrentLayers(architecture, told, of);
  // With MLA one compressed head is kept, and the values are read out of it.
  const compressed = of('attention.key_length_mla') !== undefined;
  const shape = {
    architecture,
    layers,
    embeddingLength: width,
    vocabularySize: Number(of('vocab_size') ?? listLength(metadata['tokenizer.ggml.tokens'])),
    kvHeads: keptHeads(architecture, told, recurrent, of),
    keyLength: Number(of('attention.key_length') ?? headLength),
    valueLength: compressed ? 0 : Number(of('attention.value_length') ?? headLength),
  };
  return {
    ...shape,
    name: textOf(metadata['general.name']).slice(0, 200),
    parameters,
    quantization: quantizationOf(file),
    slidingWindow: of('attention.sliding_window') ? Number(of('attention.sliding_window')) : null,
    trainedContext: Number(of('context_length')),
    tensorBytes,
    chatTemplate: typeof metadata['tokenizer.chat_template'] === 'string',
    graph: graphOf({ ...shape, heads, recurrent, compressed }, header.tensors, of),
  };
}

/** One figure for all layers, or one for each. */
function kvHeadsOf(value: unknown, layers: number): number[] {
  const heads = Array.isArray(value) ? value.map(Number) : Array.from({ length: layers || 0 }, () => Number(value));
  if (heads.length !== layers)
    invalid(`The file’s header speaks of ${layers} layers and gives ${heads.length} of them heads.`);
  for (const count of heads) within(count, most.heads, 'heads');
  return heads;
}

function within(value: number, limit: number, what: string): number {
  if (value > limit)
    invalid(
      `The file’s header claims ${value.toLocaleString('en')} ${what}; no model has over ${limit.toLocaleString('en')}.`,
    );
  return value;
}

const quantizationOf = (file: string): string => parseGGUFQuantLabel(file.toUpperCase()) ?? 'unknown';
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : Number.NaN);
const invalid = (sentence: string): never => refuse('model_file_invalid', sentence);
