/** Reads what a GGUF header says, and refuses files that are not whole. */
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { gguf, parseGGUFQuantLabel } from '@huggingface/gguf';
import { GgufFacts } from '../../contract/model.ts';
import { ProblemError, problem, refuse } from '../../contract/problem.ts';
import { tensorBytes } from './ggml-types.ts';

const magic = 'GGUF';
const headerBytes = 24;
/** Far over any real model: 100,000 tensors or entries. A header that claims more is hostile or broken. */
const mostEntries = 100_000n;
/** Far over any real model, too: the figures of a hostile header become lengths of lists and sizes of memory. */
const most = { layers: 1_000, heads: 10_000, width: 1_000_000 } as const;

type Metadata = Readonly<Record<string, unknown>>;

/** @throws ProblemError model_file_invalid with what is wrong. */
export async function readGgufFacts(file: string): Promise<GgufFacts> {
  await checkHeader(file);
  const { size } = await stat(file);
  const parsed = await parse(file);
  const end = endOfTensors(parsed.tensorInfos, Number(parsed.tensorDataOffset));
  if (end > size) {
    invalid(
      `The file is cut off: it has ${size.toLocaleString('en')} bytes, its header speaks of ${end.toLocaleString('en')}.`,
    );
  }
  const total = parsed.tensorInfos.reduce((sum, info) => sum + (tensorBytes(info.dtype, info.shape) ?? 0), 0);
  const facts = GgufFacts.safeParse(
    toFacts(parsed.metadata as unknown as Metadata, file, parsed.parameterCount, total),
  );
  if (facts.success) return facts.data;
  const missing = facts.error.issues.map((issue) => issue.path.join('.')).join(', ');
  return invalid(`The file’s header lacks what a language model needs (${missing}).`);
}

async function checkHeader(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(headerBytes);
    const { bytesRead } = await handle.read(head, 0, headerBytes, 0);
    if (bytesRead < headerBytes || head.toString('latin1', 0, 4) !== magic) invalid('The file is not a GGUF file.');
    const version = head.readUInt32LE(4);
    if (version < 2 || version > 3) invalid(`The file is GGUF version ${version}; versions 2 and 3 are known.`);
    if (head.readBigUInt64LE(8) > mostEntries || head.readBigUInt64LE(16) > mostEntries) {
      invalid('The file’s header claims more tensors or entries than any model has.');
    }
  } finally {
    await handle.close();
  }
}

async function parse(file: string) {
  try {
    return await gguf(file, { allowLocalFile: true, computeParametersCount: true });
  } catch (error) {
    const cause = { cause: error };
    throw new ProblemError(
      problem('model_file_invalid', 'The file’s header cannot be read: it is cut off or damaged.'),
      cause,
    );
  }
}

interface TensorInfo {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly bigint[];
  readonly offset: bigint;
}

function endOfTensors(tensors: readonly TensorInfo[], dataOffset: number): number {
  if (tensors.length === 0) invalid('The file holds no tensors.');
  return tensors.reduce((end, { name, dtype, shape, offset }) => {
    const bytes = tensorBytes(dtype, shape);
    if (name === '') invalid('The file’s header is cut off.');
    if (bytes === null) return invalid(`The tensor ${name} has type ${dtype}, which this version does not know.`);
    return Math.max(end, dataOffset + Number(offset) + bytes);
  }, 0);
}

function toFacts(metadata: Metadata, file: string, parameters: number, total: number): Record<string, unknown> {
  const architecture = textOf(metadata['general.architecture']);
  const of = (name: string): unknown => metadata[`${architecture}.${name}`];
  const layers = within(Number(of('block_count')), most.layers, 'layers');
  const heads = within(Number(of('attention.head_count')), most.heads, 'heads');
  const width = within(Number(of('embedding_length')), most.width, 'values in an embedding');
  const headLength = width / heads;
  return {
    architecture,
    name: textOf(metadata['general.name']).slice(0, 200),
    parameters,
    quantization: quantizationOf(file),
    layers,
    embeddingLength: width,
    vocabularySize: Number(of('vocab_size') ?? listLength(metadata['tokenizer.ggml.tokens'])),
    kvHeads: kvHeadsOf(of('attention.head_count_kv') ?? heads, layers),
    keyLength: Number(of('attention.key_length') ?? headLength),
    valueLength: Number(of('attention.value_length') ?? headLength),
    slidingWindow: of('attention.sliding_window') ? Number(of('attention.sliding_window')) : null,
    trainedContext: Number(of('context_length')),
    tensorBytes: total,
    chatTemplate: typeof metadata['tokenizer.chat_template'] === 'string',
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

const quantizationOf = (file: string): string => parseGGUFQuantLabel(path.basename(file).toUpperCase()) ?? 'unknown';
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listLength = (value: unknown): number => (Array.isArray(value) ? value.length : Number.NaN);
const invalid = (sentence: string): never => refuse('model_file_invalid', sentence);
