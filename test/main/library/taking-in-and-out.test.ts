import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoModel } from '../../../common/demo-model.ts';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { findModels } from '../../../main/library/find-models.ts';
import { Library } from '../../../main/library/library.ts';
import { modelName } from '../../../main/library/model-name.ts';
import { PartFile } from '../../../common/part-file.ts';
import { sha256Of } from '../../support/library/hub-server.ts';
import { ggufBytes, ggufParts, smallLlama, type SmallGguf } from '../../support/engine/small-gguf.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

function openLibrary() {
  const folder = tempDir();
  const db = openLedger(folder);
  onTestFinished(() => db.close());
  const book = new ModelBook(db);
  const library = new Library(folder, book);
  const files = (): string[] => readdirSync(library.folder);
  return { book, library, files };
}

function written(name: string, bytes: Buffer, folder = tempDir()): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

const small = ggufBytes(smallLlama());

describe('an import', () => {
  it('takes a split model by any of its parts, as one file', async () => {
    const { library, book, files } = openLibrary();
    const folder = tempDir();
    const names = ggufParts(smallLlama(), 3).map((bytes, index) =>
      written(`Big-7B-Q4_K_M-0000${index + 1}-of-00003.gguf`, bytes, folder),
    );
    await library.import(names[1] ?? '');
    expect(book.variants()).toMatchObject([{ model: 'big-7b', name: 'Q4_K_M', sha256: sha256Of(small) }]);
    expect(files()).toEqual([`${sha256Of(small)}.gguf`]);
  });

  it('says which part of a split model is missing, and leaves nothing behind', async () => {
    const { library } = openLibrary();
    const [first = small] = ggufParts(smallLlama(), 2);
    const file = written('big-00001-of-00002.gguf', first);
    await expect(library.import(file)).rejects.toMatchObject({
      problem: { code: 'model_file_missing', message: expect.stringContaining('big-00002-of-00002.gguf') },
    });
    expect(existsSync(library.folder)).toBe(false);
  });

  it('knows a file again under another name', async () => {
    const { library, book, files } = openLibrary();
    await library.import(written('small-Q4_K_M.gguf', small));
    expect(await library.import(written('copy-Q8_0.gguf', small))).toMatchObject({ model: 'small', name: 'Q4_K_M' });
    expect(book.deployments().map(({ model }) => model)).toEqual(['small']);
    expect(files()).toHaveLength(1);
  });

  it('puts a larger quantization of a model before a smaller one, in whatever order they come', async () => {
    const { library, book } = openLibrary();
    for (const values of [2_000, 3_000, 1_000]) {
      await library.import(written(`small-Q${values / 1_000}_0.gguf`, ggufBytes(smallLlama({}, values))));
    }
    const sizes = book
      .deployments()[0]
      ?.variants.map((sha256) => book.variants().find((one) => one.sha256 === sha256)?.sizeBytes);
    expect(sizes).toEqual(sizes?.toSorted((a, b) => (b ?? 0) - (a ?? 0)));
    expect(sizes).toHaveLength(3);
  });

  it.each<[what: string, model: SmallGguf, sentence: string]>([
    [
      'that the engine does not know',
      smallLlama({ 'general.architecture': ['string', 'flux'] }),
      'the architecture “flux”, which the engine does not know. It knows',
    ],
    [
      'that is the picture part of one',
      smallLlama({ 'general.architecture': ['string', 'clip'] }),
      'picture part of a model (mmproj)',
    ],
    ['with an alignment that is none', smallLlama({ 'general.alignment': ['u32', 33] }), 'an alignment of 33 bytes'],
    ['without tensors', { ...smallLlama(), tensors: [] }, 'holds no tensors'],
    [
      'with 4 billion heads',
      smallLlama({ 'llama.attention.head_count_kv': ['u32', 0xffffffff] }),
      'claims 4,294,967,295 heads',
    ],
    [
      'without a context',
      smallLlama({ 'llama.context_length': ['string', 'long'] }),
      'lacks what a language model needs (trainedContext)',
    ],
  ])('refuses a model %s', async (_what, model, sentence) => {
    const { library, book } = openLibrary();
    await expect(library.import(written('odd.gguf', ggufBytes(model)))).rejects.toMatchObject({
      problem: { code: 'model_file_invalid', message: expect.stringContaining(sentence) },
    });
    expect(book.variants()).toEqual([]);
  });

  it.each<[what: string, damage: (bytes: Buffer) => void]>([
    // The length of the second entry's text, and where a tensor begins: far outside of the file.
    ['a text without an end', (bytes) => bytes.writeBigUInt64LE(1n << 62n, bytes.indexOf('general.name') + 16)],
    [
      'a list without an end',
      (bytes) => bytes.writeBigUInt64LE(1n << 60n, bytes.indexOf('tokenizer.ggml.tokens') + 29),
    ],
    ['a tensor outside of the file', (bytes) => bytes.writeBigUInt64LE(1n << 40n, bytes.indexOf('output.weight') + 29)],
    ['a tensor of unheard size', (bytes) => bytes.writeBigUInt64LE(1n << 50n, bytes.indexOf('output.weight') + 17)],
    ['a tensor of 200 dimensions', (bytes) => bytes.writeUInt32LE(200, bytes.indexOf('output.weight') + 13)],
  ])('refuses a header with %s', async (_what, damage) => {
    const bytes = Buffer.from(small);
    damage(bytes);
    const { library } = openLibrary();
    await expect(library.import(written('hostile.gguf', bytes))).rejects.toMatchObject({
      problem: { code: 'model_file_invalid' },
    });
  });
});

describe('findModels', () => {
  it('finds the models of a folder as other programs keep them, each once', async () => {
    const folder = tempDir();
    for (const name of [
      'b.gguf',
      'a.GGUF',
      'owner/name/c-00001-of-00002.gguf',
      'owner/name/c-00002-of-00002.gguf',
      'owner/name/mmproj-F16.gguf',
      'owner/notes.txt',
      '.hidden.gguf',
    ]) {
      written(name, small, folder);
    }
    const found = await findModels(folder);
    expect(found.map((file) => path.relative(folder, file))).toEqual([
      'a.GGUF',
      'b.gguf',
      'owner/name/c-00001-of-00002.gguf',
    ]);
  });
});

describe('a model that is taken out', () => {
  it('is gone from the books at once, and from the disk when nothing holds its file', async () => {
    const { library, book, files } = openLibrary();
    const { sha256 } = await library.import(written('small-Q4_K_M.gguf', small));
    const mark = book.marks().get('small');
    library.remove('small');
    expect([book.variants(), book.deployments(), library.has(sha256)]).toEqual([[], [], false]);
    await library.sweep((held) => held === sha256);
    expect(files()).toEqual([`${sha256}.gguf`]);
    await library.sweep(() => false);
    expect([files(), book.leavingFiles()]).toEqual([[], []]);
    expect(book.marks().get('small')).toEqual(mark);
  });

  it('stays when it comes again before its file went', async () => {
    const { library, book, files } = openLibrary();
    const file = written('small-Q4_K_M.gguf', small);
    const { sha256 } = await library.import(file);
    library.remove('small');
    await library.import(file);
    await library.sweep(() => false);
    expect(files()).toEqual([`${sha256}.gguf`]);
    expect(book.deployments()).toHaveLength(1);
  });

  it('takes its variants along, and no other model', async () => {
    const { library, book, files } = openLibrary();
    await library.import(written('small-Q4_0.gguf', small));
    await library.import(written('small-Q8_0.gguf', ggufBytes(smallLlama({}, 2_000))));
    const { sha256 } = await library.import(written('other-Q4_0.gguf', ggufBytes(smallLlama({}, 3_000))));
    library.remove('small');
    await library.sweep(() => false);
    expect(files()).toEqual([`${sha256}.gguf`]);
    expect(book.deployments().map(({ model }) => model)).toEqual(['other']);
  });

  it('was in the office, and is not the demo model', async () => {
    const { library } = openLibrary();
    await library.ensureDemoModel(path.resolve('assets/demo-model', demoModel.file));
    expect(() => library.remove('demo')).toThrow('comes with the app and stays');
    expect(() => library.remove('none')).toThrow('There is no model none in this office.');
  });
});

describe('a file that grows', () => {
  it('knows its length and hash again when it is opened anew', async () => {
    const file = path.join(tempDir(), 'x.part');
    const first = await PartFile.open(file, never);
    await first.write(small.subarray(0, 100));
    await first.close();
    const second = await PartFile.open(file, never);
    expect(second.length).toBe(100);
    await second.write(small.subarray(100));
    expect(second.sha256()).toBe(sha256Of(small));
    await second.close(true);
    expect(readFileSync(file).equals(small)).toBe(true);
  });

  it('says that the disk is full, and has what was written before', async () => {
    const file = path.join(tempDir(), 'x.part');
    // A device on which each write finds no room.
    symlinkSync('/dev/full', file);
    const part = await PartFile.open(file, never);
    await expect(part.write(small)).rejects.toMatchObject({ problem: { code: 'disk_full' } });
    expect([part.length, part.sha256()]).toEqual([0, sha256Of(Buffer.alloc(0))]);
    await part.close();
  });

  it('stops reading what is there when it is told to', async () => {
    const file = written('x.part', small);
    await expect(PartFile.open(file, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('modelName of published files', () => {
  it.each([
    ['google_gemma-3-4b-it-Q4_K_M.gguf', 'gemma-3-4b-it'],
    ['Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'llama-3.1-8b-instruct'],
    ['ibm-granite_granite-3.2-8b-instruct-Q4_K_M.gguf', 'granite-3.2-8b-instruct'],
    ['Qwen3-8B-UD-Q4_K_XL.gguf', 'qwen3-8b'],
    ['gpt-oss-20b-MXFP4.gguf', 'gpt-oss-20b'],
    ['Big-70B-Q4_K_M-00001-of-00003.gguf', 'big-70b'],
    ['google_.gguf', 'google'],
  ])('calls %s %s', (file, name) => expect(modelName(file)).toBe(name));
});
