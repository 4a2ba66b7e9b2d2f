/** Reads the header of a GGUF file, and refuses one that is hostile, damaged or of a file that is not whole. */
import { open, stat } from 'node:fs/promises';
import { gguf } from '@huggingface/gguf';
import { ProblemError, problem, refuse } from '../../contract/problem.ts';
import { tensorBytes } from './ggml-types.ts';

const magic = 'GGUF';
const headerBytes = 24;
/** Far over any real model: 100,000 tensors or entries. A header that claims more is hostile or broken. */
const mostEntries = 100_000n;
const usualAlignment = 32;
const mostAlignment = 65_536;

export interface TensorInfo {
  readonly name: string;
  readonly dtype: number;
  /** Lengths of its dimensions. */
  readonly shape: readonly bigint[];
  /** From where the tensors begin, in bytes. */
  readonly offset: bigint;
}

export interface GgufHeader {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: readonly TensorInfo[];
  /** Where the tensors begin in the file. */
  readonly dataOffset: number;
  /** Tensors begin at multiples of it, in bytes. */
  readonly alignment: number;
  readonly parameters: number;
  /** Of all tensors. */
  readonly tensorBytes: number;
  readonly fileBytes: number;
}

/** @throws ProblemError model_file_invalid with what is wrong. */
export async function readGgufHeader(file: string): Promise<GgufHeader> {
  await checkBeginning(file);
  const { size: fileBytes } = await stat(file);
  const parsed = await parse(file);
  const metadata = parsed.metadata as unknown as Record<string, unknown>;
  const tensors: readonly TensorInfo[] = parsed.tensorInfos;
  const dataOffset = Number(parsed.tensorDataOffset);
  const end = endOfTensors(tensors, dataOffset);
  if (end > fileBytes) {
    invalid(
      `The file is cut off: it has ${fileBytes.toLocaleString('en')} bytes, its header speaks of ${end.toLocaleString('en')}.`,
    );
  }
  return {
    metadata,
    tensors,
    dataOffset,
    alignment: alignmentOf(metadata),
    parameters: parsed.parameterCount,
    tensorBytes: tensors.reduce((sum, { dtype, shape }) => sum + (tensorBytes(dtype, shape) ?? 0), 0),
    fileBytes,
  };
}

async function checkBeginning(file: string): Promise<void> {
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

function endOfTensors(tensors: readonly TensorInfo[], dataOffset: number): number {
  return tensors.reduce((end, { name, dtype, shape, offset }) => {
    const bytes = tensorBytes(dtype, shape);
    if (name === '') invalid('The file’s header is cut off.');
    if (bytes === null) return invalid(`The tensor ${name} has type ${dtype}, which this version does not know.`);
    return Math.max(end, dataOffset + Number(offset) + bytes);
  }, 0);
}

function alignmentOf(metadata: GgufHeader['metadata']): number {
  const alignment = Number(metadata['general.alignment'] ?? usualAlignment);
  const known = Number.isInteger(Math.log2(alignment)) && alignment >= 1 && alignment <= mostAlignment;
  return known ? alignment : invalid(`The file’s header claims an alignment of ${alignment} bytes.`);
}

const invalid = (sentence: string): never => refuse('model_file_invalid', sentence);
