/**
 * Joins the parts of a split model into one file, so that everything after knows files alone: one file, one hash.
 *
 * The whole has the entries of the first part without those about the split, the tensors of all parts in their order, and their
 * bytes as they are. The same parts always give the same bytes.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { refuse } from '../../contract/problem.ts';
import { entriesOf, writeHeader } from './gguf-bytes.ts';
import { readGgufHeader, type GgufHeader } from './gguf-header.ts';

const pieceBytes = 1024 * 1024;
const version = 3;

/**
 * @param parts in their order @param target is written over
 * @returns the sha256 of the whole
 * @throws ProblemError model_file_invalid, or model_parts_unlike when the parts do not belong together
 */
export async function joinParts(parts: readonly string[], target: string, signal: AbortSignal): Promise<string> {
  const headers: GgufHeader[] = [];
  for (const part of parts) headers.push(await readGgufHeader(part));
  checkTogether(parts, headers);
  const whole = await open(target, 'w');
  try {
    const hash = createHash('sha256');
    const write = async (bytes: Buffer): Promise<void> => {
      hash.update(bytes);
      await writeAll(whole, bytes);
    };
    await write(await headerOfWhole(parts, headers));
    for (const [at, part] of parts.entries()) {
      const header = headers[at] ?? missing(part);
      const bytes = createReadStream(part, { start: header.dataOffset, highWaterMark: pieceBytes, signal });
      for await (const piece of bytes) await write(piece as Buffer);
      await write(Buffer.alloc(padding(dataBytes(header), header.alignment)));
    }
    await whole.sync();
    return hash.digest('hex');
  } finally {
    await whole.close();
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

async function headerOfWhole(parts: readonly string[], headers: readonly GgufHeader[]): Promise<Buffer> {
  const [first = missing('the first part')] = headers;
  const { alignment } = first;
  const entries = await entriesOf(parts[0] ?? '', first.dataOffset);
  let before = 0n;
  const tensors = headers.flatMap((part) => {
    const moved = part.tensors.map((tensor) => ({ ...tensor, offset: tensor.offset + before }));
    const length = dataBytes(part);
    before += BigInt(length + padding(length, alignment));
    return moved;
  });
  const kept = entries.filter(({ key }) => !key.startsWith('split.'));
  const header = writeHeader({ version, entries: kept, tensors });
  return Buffer.concat([header, Buffer.alloc(padding(header.length, alignment))]);
}

function checkTogether(parts: readonly string[], headers: readonly GgufHeader[]): void {
  const [first = missing('the first part')] = headers;
  const names = new Set<string>();
  for (const [at, header] of headers.entries()) {
    const name = path.basename(parts[at] ?? '');
    const number = noteOf(header, 'no');
    if (number === undefined) unlike(`${name} is no part of a split model.`);
    if (Number(number) !== at) unlike(`${name} says that it is part ${Number(number) + 1}, not part ${at + 1}.`);
    if (Number(noteOf(header, 'count')) !== parts.length) {
      unlike(`${name} is one of ${Number(noteOf(header, 'count'))} parts, not of ${parts.length}.`);
    }
    if (header.alignment !== first.alignment) unlike(`${name} is laid out in another way than the first part.`);
    for (const [entry, value] of Object.entries(header.metadata)) {
      const other = /^general\.(architecture|name)$/.test(entry) && value !== first.metadata[entry];
      if (other) unlike(`${name} is of another model than the first part.`);
    }
    for (const tensor of header.tensors) {
      if (names.has(tensor.name)) unlike(`${name} holds ${tensor.name}, which another part holds, too.`);
      names.add(tensor.name);
    }
  }
  const claimed = noteOf(first, 'tensors.count');
  if (claimed !== undefined && Number(claimed) !== names.size) {
    unlike(`The model has ${Number(claimed)} tensors, its parts hold ${names.size}.`);
  }
}

const noteOf = (header: GgufHeader, name: string): unknown => header.metadata[`split.${name}`];
/** A first part may hold entries alone. */
const dataBytes = ({ fileBytes, dataOffset }: GgufHeader): number => Math.max(0, fileBytes - dataOffset);
const padding = (length: number, alignment: number): number => (alignment - (length % alignment)) % alignment;
const unlike = (sentence: string): never => refuse('model_parts_unlike', sentence);
const missing = (part: string): never => unlike(`There is no header of ${part}.`);
