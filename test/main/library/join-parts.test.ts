import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoModel } from '../../../common/demo-model.ts';
import { readGgufFacts } from '../../../main/library/gguf-facts.ts';
import { entriesOf, writeHeader } from '../../../main/library/gguf-bytes.ts';
import { readGgufHeader } from '../../../main/library/gguf-header.ts';
import { joinParts } from '../../../main/library/join-parts.ts';
import { partsOf, splitName, wholeName } from '../../../main/library/split-names.ts';
import { sha256Of } from '../../support/library/hub-server.ts';
import { ggufBytes, ggufParts, smallLlama } from '../../support/engine/small-gguf.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

function write(parts: readonly Buffer[]): { files: string[]; target: string } {
  const folder = tempDir();
  const files = parts.map((bytes, index) => {
    const file = path.join(folder, `m-0000${index + 1}-of-0000${parts.length}.gguf`);
    writeFileSync(file, bytes);
    return file;
  });
  return { files, target: path.join(folder, 'whole.gguf') };
}

const join = async (parts: readonly Buffer[]): Promise<string> => {
  const { files, target } = write(parts);
  await joinParts(files, target, never);
  return target;
};

describe('joinParts', () => {
  it('makes of the parts the very file that was split', async () => {
    const model = smallLlama({}, 1_000);
    const { files, target } = write(ggufParts(model, 3));
    const sha256 = await joinParts(files, target, never);
    expect(readFileSync(target).equals(ggufBytes(model))).toBe(true);
    expect(sha256).toBe(sha256Of(ggufBytes(model)));
  });

  it('takes a first part that holds entries alone', async () => {
    const model = smallLlama();
    const counts = { 'split.count': ['u16', 2], 'split.tensors.count': ['i32', 3] } as const;
    const first = ggufBytes({ entries: { ...model.entries, 'split.no': ['u16', 0], ...counts }, tensors: [] });
    const rest = ggufBytes({ entries: { 'split.no': ['u16', 1], ...counts }, tensors: model.tensors });
    expect(readFileSync(await join([first, rest])).equals(ggufBytes(model))).toBe(true);
  });

  it('makes of a real model in two parts the real model, byte for byte', async () => {
    const demo = path.resolve('assets/demo-model', demoModel.file);
    const { files, target } = write(await inTwo(demo));
    expect(await joinParts(files, target, never)).toBe(demoModel.sha256);
    expect(await readGgufFacts(target, demoModel.file)).toEqual(await readGgufFacts(demo));
  });

  it.each<[what: string, change: (parts: Buffer[]) => Buffer[], sentence: RegExp]>([
    ['come in the wrong order', ([a, b, c]) => [b, a, c] as Buffer[], /says that it is part 2, not part 1/],
    ['are too few', (parts) => parts.slice(0, 2), /is one of 3 parts, not of 2/],
    ['are none', ([a, , c]) => [a, ggufBytes(smallLlama()), c] as Buffer[], /is no part of a split model/],
    [
      'hold a tensor twice',
      ([a, , c]) => {
        const model = smallLlama();
        const twice = { ...model, tensors: [model.tensors[0], model.tensors[0], model.tensors[2]] };
        return [a, ggufParts(twice as typeof model, 3)[1], c] as Buffer[];
      },
      /holds token_embd\.weight, which another part holds, too/,
    ],
    [
      'are of several models',
      ([a, b]) => {
        const other = smallLlama({ 'general.name': ['string', 'Another'] });
        const last = ggufBytes({
          entries: { ...other.entries, 'split.no': ['u16', 2], 'split.count': ['u16', 3] },
          tensors: other.tensors.slice(2),
        });
        return [a, b, last] as Buffer[];
      },
      /is of another model than the first part/,
    ],
    [
      'lack a tensor',
      ([a, b]) => {
        const empty = { entries: { 'split.no': ['u16', 2], 'split.count': ['u16', 3] }, tensors: [] } as const;
        return [a, b, ggufBytes(empty)] as Buffer[];
      },
      /has 3 tensors, its parts hold 2/,
    ],
  ])('refuses parts that %s', async (_what, change, sentence) => {
    await expect(join(change(ggufParts(smallLlama(), 3)))).rejects.toMatchObject({
      problem: { code: 'model_parts_unlike', message: expect.stringMatching(sentence) },
    });
  });

  it('refuses a part that is cut off', async () => {
    const [a, b] = ggufParts(smallLlama(), 2) as [Buffer, Buffer];
    await expect(join([a, b.subarray(0, b.length - 100)])).rejects.toMatchObject({
      problem: { code: 'model_file_invalid', message: expect.stringContaining('cut off') },
    });
  });
});

/** A file as two parts: the first with all entries, the second with half of the tensors. */
async function inTwo(file: string): Promise<Buffer[]> {
  const { tensors, dataOffset } = await readGgufHeader(file);
  const bytes = readFileSync(file);
  const half = Math.ceil(tensors.length / 2);
  const middle = Number(tensors[half]?.offset);
  const part = async (no: number, own: typeof tensors, from: number, to?: number): Promise<Buffer> => {
    const entries = [
      ...(no === 0 ? await entriesOf(file, dataOffset) : []),
      splitEntry('no', no),
      splitEntry('count', 2),
    ];
    const moved = own.map((tensor) => ({ ...tensor, offset: tensor.offset - BigInt(from) }));
    const header = writeHeader({ version: 3, entries, tensors: moved });
    const padding = Buffer.alloc((32 - (header.length % 32)) % 32);
    return Buffer.concat([header, padding, bytes.subarray(dataOffset + from, to && dataOffset + to)]);
  };
  return [await part(0, tensors.slice(0, half), 0, middle), await part(1, tensors.slice(half), middle)];
}

/** A number of 16 bits. */
function splitEntry(name: string, value: number): { key: string; bytes: Buffer } {
  const key = `split.${name}`;
  const bytes = Buffer.alloc(8 + key.length + 6);
  bytes.writeBigUInt64LE(BigInt(key.length));
  bytes.write(key, 8);
  bytes.writeUInt32LE(2, 8 + key.length);
  bytes.writeUInt16LE(value, 12 + key.length);
  return { key, bytes };
}

describe('the names of split files', () => {
  it.each([
    ['a/big-Q4-00002-of-00003.gguf', { stem: 'a/big-Q4', part: 2, parts: 3 }],
    ['big.gguf', null],
    ['big-00004-of-00003.gguf', null],
    ['big-00000-of-00003.gguf', null],
    ['big-00001-of-99999.gguf', null],
  ])('%s', (file, name) => expect(splitName(file)).toEqual(name));

  it('tell all parts and the whole', () => {
    expect(partsOf('big-00002-of-00002.GGUF')).toEqual(['big-00001-of-00002.GGUF', 'big-00002-of-00002.GGUF']);
    expect([wholeName('d/big-00002-of-00002.gguf'), wholeName('x.gguf')]).toEqual(['d/big.gguf', 'x.gguf']);
  });
});
