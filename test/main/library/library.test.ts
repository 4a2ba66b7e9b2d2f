import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../main/ledger/ledger.ts';
import { ModelBook } from '../../../main/ledger/models.ts';
import { demoModel } from '../../../common/demo-model.ts';
import { readGgufFacts } from '../../../main/library/gguf-facts.ts';
import { Library } from '../../../main/library/library.ts';
import { modelName } from '../../../main/library/model-name.ts';
import { tempDir } from '../../support/temp-dir.ts';

const demoFile = path.resolve('assets/demo-model', demoModel.file);

function openLibrary() {
  const folder = tempDir();
  const db = openLedger(folder);
  onTestFinished(() => db.close());
  const book = new ModelBook(db);
  return { folder, book, library: new Library(folder, book) };
}

function damaged(change: (file: string) => void): string {
  const file = path.join(tempDir(), 'damaged.gguf');
  copyFileSync(demoFile, file);
  change(file);
  return file;
}

/** The demo model under another name, with a byte of its own so that its hash differs. */
function another(name: string, change: (bytes: Buffer) => void = () => undefined): string {
  const file = path.join(tempDir(), name);
  const bytes = Buffer.concat([readFileSync(demoFile), Buffer.from(name)]);
  change(bytes);
  writeFileSync(file, bytes);
  return file;
}

describe('readGgufFacts', () => {
  it('reads what the estimate needs from the demo model', async () => {
    expect(await readGgufFacts(demoFile)).toMatchObject({
      architecture: 'llama',
      layers: 6,
      embeddingLength: 192,
      vocabularySize: 1024,
      kvHeads: [2, 2, 2, 2, 2, 2],
      keyLength: 32,
      trainedContext: 2048,
      quantization: 'Q8_0',
      parameters: 2_558_400,
      chatTemplate: true,
    });
  });

  it('counts the bytes of all tensors: the file without its header', async () => {
    const { tensorBytes } = await readGgufFacts(demoFile);
    expect(tensorBytes).toBe(readFileSync(demoFile).length - 31_872);
  });

  it.each([
    [
      'a file that is cut off in its tensors',
      (file: string) => truncateSync(file, 2_000_000),
      'cut off: it has 2,000,000 bytes',
    ],
    ['a file that is cut off in its header', (file: string) => truncateSync(file, 20_000), 'cut off'],
    ['a file that is cut off in its first bytes', (file: string) => truncateSync(file, 10), 'not a GGUF file'],
    [
      'another kind of file',
      (file: string) => writeFileSync(file, 'PK\u0003\u0004'.padEnd(4096, 'x')),
      'not a GGUF file',
    ],
    ['a header that claims 2^60 tensors', (file: string) => patch(file, 8, 1n << 60n), 'claims more tensors'],
    [
      'a header that claims 4 billion layers',
      (file: string) => patchLayers(file, 0xffffffff),
      'claims 4,294,967,295 layers',
    ],
    [
      'a header that claims 30 million layers',
      (file: string) => patchLayers(file, 30_000_000),
      'claims 30,000,000 layers',
    ],
    ['a header that claims 2^60 entries', (file: string) => patch(file, 16, 1n << 60n), 'claims more tensors'],
  ])('refuses %s', async (_what, change, sentence) => {
    await expect(readGgufFacts(damaged(change))).rejects.toMatchObject({
      problem: { code: 'model_file_invalid', message: expect.stringContaining(sentence) },
    });
  });
});

/** The figure stands behind the name and the type of its entry. */
function patchLayers(file: string, layers: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt32LE(layers, bytes.indexOf('llama.block_count') + 'llama.block_count'.length + 4);
  writeFileSync(file, bytes);
}

function patch(file: string, offset: number, value: bigint): void {
  const bytes = readFileSync(file);
  bytes.writeBigUInt64LE(value, offset);
  writeFileSync(file, bytes);
}

describe('the library', () => {
  it('takes in the demo model, deploys it and gives it a mark', async () => {
    const { library, book } = openLibrary();
    await library.ensureDemoModel(demoFile);
    expect(book.variants()).toMatchObject([{ sha256: demoModel.sha256, model: 'demo', demo: true }]);
    expect(book.deployments()).toMatchObject([{ id: 'demo', contextLength: 2048, replicas: { min: 1, max: 1 } }]);
    expect(book.marks().get('demo')).toEqual({ code: 'DE', colour: 1 });
    expect(readdirSync(library.folder)).toEqual([`${demoModel.sha256}.gguf`]);
  });

  it.each([
    ['lost its end', (file: string) => truncateSync(file, 100)],
    ['has a changed byte', (file: string) => patch(file, 1_000_000, 0n)],
  ])('mends a demo model file that %s', async (_what, damage) => {
    const { library } = openLibrary();
    await library.ensureDemoModel(demoFile);
    const kept = path.join(library.folder, `${demoModel.sha256}.gguf`);
    damage(kept);
    await library.ensureDemoModel(demoFile);
    expect(readFileSync(kept).equals(readFileSync(demoFile))).toBe(true);
  });

  it('leaves a demo model that was switched off as it is, and mends its file all the same', async () => {
    const { library, book } = openLibrary();
    await library.ensureDemoModel(demoFile);
    book.removeDeployment('demo');
    const kept = path.join(library.folder, `${demoModel.sha256}.gguf`);
    truncateSync(kept, 100);
    await library.ensureDemoModel(demoFile);
    expect(book.deployments()).toEqual([]);
    expect(readFileSync(kept).equals(readFileSync(demoFile))).toBe(true);
  });

  it('keeps nothing of a file that it refuses', async () => {
    const { library, book } = openLibrary();
    await library.ensureDemoModel(demoFile);
    const before = readdirSync(library.folder);
    await expect(library.import(damaged((file) => truncateSync(file, 30_000)))).rejects.toThrow();
    expect(readdirSync(library.folder)).toEqual(before);
    expect(book.deployments()).toHaveLength(1);
  });

  it('keeps the wishes of a deployment when the same model comes again', async () => {
    const { library, book } = openLibrary();
    await library.import(demoFile);
    const [first] = book.deployments();
    book.putDeployment({ ...first!, slots: { min: 9, max: 9 } });
    await library.import(demoFile);
    expect(book.deployments()).toMatchObject([{ slots: { min: 9, max: 9 }, variants: [demoModel.sha256] }]);
  });

  it('takes models whose names differ in a dot alone, side by side', async () => {
    const { library, book } = openLibrary();
    for (const name of ['llama-3.1-8b.gguf', 'llama-3-1-8b.gguf', '模型.gguf']) await library.import(another(name));
    expect(book.deployments().map(({ id, model }) => [id, model])).toEqual([
      ['llama-3-1-8b', 'llama-3.1-8b'],
      ['llama-3-1-8b-2', 'llama-3-1-8b'],
      ['model', '模型'],
    ]);
  });

  it('never makes another model a variant of one that has its name', async () => {
    const { library, book } = openLibrary();
    await library.ensureDemoModel(demoFile);
    const stranger = another('demo.gguf', (bytes) => bytes.writeUInt32LE(5, bytes.indexOf('llama.block_count') + 21));
    await expect(library.import(stranger)).rejects.toMatchObject({ problem: { code: 'model_name_taken' } });
    expect(book.deployments()).toMatchObject([{ model: 'demo', variants: [demoModel.sha256] }]);
  });

  it('says which file is missing', async () => {
    const { library } = openLibrary();
    await expect(library.import('/nowhere/model.gguf')).rejects.toMatchObject({
      problem: { code: 'model_file_missing' },
    });
  });

  it('stops in the middle when it is told to, and leaves nothing behind', async () => {
    const { library } = openLibrary();
    await expect(library.import(demoFile, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(readdirSync(library.folder)).toEqual([]);
  });
});

describe('modelName', () => {
  it.each([
    ['/x/Qwen2.5-7B-Instruct-Q4_K_M.gguf', 'qwen2.5-7b-instruct'],
    ['Llama-3.2-3B-Instruct.IQ3_XXS.gguf', 'llama-3.2-3b-instruct'],
    ['gemma 3 4b it f16.gguf', 'gemma-3-4b-it'],
    ['phi-4-mini-BF16.GGUF', 'phi-4-mini'],
    ['模型 7B.gguf', '模型-7b'],
    ['.gguf', 'model'],
  ])('calls %s %s', (file, name) => expect(modelName(file)).toBe(name));
});
