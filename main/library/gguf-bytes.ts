/** The header of a GGUF file as bytes: its entries as they stand there, and a header written anew from them. */
import { open } from 'node:fs/promises';
import { refuse } from '../../contract/problem.ts';

interface Entry {
  readonly key: string;
  /** Key, type and value as they stand in the file. */
  readonly bytes: Buffer;
}

interface Tensor {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly bigint[];
  readonly offset: bigint;
}

/** Bytes of a value by its type (gguf_type in ggml's gguf.h); strings and lists tell their lengths. */
const sizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const listType = 9;
const entriesAt = 24;
/** A vocabulary takes some MB. */
const mostHeaderBytes = 256 * 1024 ** 2;

/**
 * The entries of a file whose header was found sound, without a loss: a token that is no valid text stays what it is.
 * @param headerBytes where its tensors begin
 */
export async function entriesOf(file: string, headerBytes: number): Promise<Entry[]> {
  if (headerBytes > mostHeaderBytes)
    refuse('model_file_invalid', 'The file’s header is longer than that of any model.');
  const header = Buffer.alloc(headerBytes);
  const handle = await open(file);
  try {
    await handle.read(header, 0, headerBytes, 0);
  } finally {
    await handle.close();
  }
  const entries: Entry[] = [];
  let at = entriesAt;
  for (let left = Number(header.readBigUInt64LE(16)); left > 0; left -= 1) {
    const keyEnd = endOfString(header, at);
    const end = endOfValue(header, keyEnd + 4, header.readUInt32LE(keyEnd));
    entries.push({ key: header.toString('utf8', at + 8, keyEnd), bytes: header.subarray(at, end) });
    at = end;
  }
  return entries;
}

const endOfString = (bytes: Buffer, at: number): number => at + 8 + Number(bytes.readBigUInt64LE(at));

function endOfValue(bytes: Buffer, at: number, type: number): number {
  if (type === stringType) return endOfString(bytes, at);
  if (type !== listType)
    return at + (sizes[type] ?? refuse('model_file_invalid', `The header has a value of type ${type}.`));
  const of = bytes.readUInt32LE(at);
  const length = Number(bytes.readBigUInt64LE(at + 4));
  const size = sizes[of];
  if (size !== undefined) return at + 12 + length * size;
  let end = at + 12;
  for (let left = length; left > 0; left -= 1) end = endOfValue(bytes, end, of);
  return end;
}

/** A header without the padding behind it. */
export function writeHeader(header: {
  readonly version: number;
  readonly entries: readonly Entry[];
  readonly tensors: readonly Tensor[];
}): Buffer {
  const { version, entries, tensors } = header;
  const beginning = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensors.length),
    uint64(entries.length),
  ]);
  return Buffer.concat([beginning, ...entries.map(({ bytes }) => bytes), ...tensors.map(tensorInfo)]);
}

function tensorInfo({ name, dtype, shape, offset }: Tensor): Buffer {
  const text = Buffer.from(name);
  return Buffer.concat([
    uint64(text.length),
    text,
    uint32(shape.length),
    ...shape.map(uint64),
    uint32(dtype),
    uint64(offset),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
