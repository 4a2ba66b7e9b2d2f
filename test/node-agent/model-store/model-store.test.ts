import { createHash } from 'node:crypto';
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ModelStore } from '../../../node-agent/model-store/model-store.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;
const content = 'GGUF and so on';
const sha256 = createHash('sha256').update(content).digest('hex');

function storeWith(text: string) {
  const folder = tempDir();
  const file = path.join(folder, `${sha256}.gguf`);
  writeFileSync(file, text);
  return { store: new ModelStore({ folder, receives: false }), file };
}

it('finds a file that is what its name says', async () => {
  const { store, file } = storeWith(content);
  await expect(store.locate(sha256, content.length, never)).resolves.toBe(file);
});

it('says when a file is not there', async () => {
  await expect(new ModelStore({ folder: tempDir(), receives: false }).locate(sha256, 1, never)).rejects.toMatchObject({
    problem: { code: 'model_file_missing' },
  });
});

it('refuses a file of another size or with other bytes', async () => {
  const { store } = storeWith(`${content}!`);
  await expect(store.locate(sha256, content.length, never)).rejects.toMatchObject({
    problem: { code: 'model_file_changed' },
  });
  const other = storeWith('GGUF and so OFF'.slice(0, content.length));
  await expect(other.store.locate(sha256, content.length, never)).rejects.toMatchObject({
    problem: { code: 'model_file_changed' },
  });
});

it('looks again when the file changed after it was checked', async () => {
  const { store, file } = storeWith(content);
  await store.locate(sha256, content.length, never);
  writeFileSync(file, content.toUpperCase());
  utimesSync(file, 1, 1);
  await expect(store.locate(sha256, content.length, never)).rejects.toMatchObject({
    problem: { code: 'model_file_changed' },
  });
});

it('ends when it is told to', async () => {
  const { store } = storeWith(content);
  await expect(store.locate(sha256, content.length, AbortSignal.abort())).rejects.toThrow(/abort/i);
});

it('holds no file that cannot be looked at', () => {
  const { store, file } = storeWith(content);
  const inCircles = 'a'.repeat(64);
  symlinkSync(`${inCircles}.gguf`, path.join(store.folder, `${inCircles}.gguf`));
  expect(store.held().map(({ sha256: held }) => path.join(store.folder, `${held}.gguf`))).toEqual([file]);
  expect(store.has(inCircles)).toBe(false);
});
