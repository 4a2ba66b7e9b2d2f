import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ModelFolders } from '../../node-agent/model-folders.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { tempDir } from '../support/temp-dir.ts';

const never = new AbortController().signal;
const { sha256, sizeBytes } = demoSpec().variant;

it('finds a model in the first folder that has it, and the demo model that came with the program', async () => {
  const [own, bundled] = [tempDir(), tempDir()];
  const folders = new ModelFolders({ folders: [own, bundled], receives: false });
  await expect(folders.locate(sha256, sizeBytes, never)).rejects.toMatchObject({
    problem: { code: 'model_file_missing' },
  });
  expect(await folders.demoModel(never)).toBeNull();
  copyFileSync(demoFile, path.join(bundled, `${sha256}.gguf`));
  expect(await folders.locate(sha256, sizeBytes, never)).toBe(path.join(bundled, `${sha256}.gguf`));
  copyFileSync(demoFile, path.join(own, `${sha256}.gguf`));
  expect(await folders.demoModel(never)).toEqual({ file: path.join(own, `${sha256}.gguf`), sha256, sizeBytes });
});

it('does not pass over a file that is not what its name says', async () => {
  const [own, bundled] = [tempDir(), tempDir()];
  writeFileSync(path.join(own, `${sha256}.gguf`), 'x');
  copyFileSync(demoFile, path.join(bundled, `${sha256}.gguf`));
  const folders = new ModelFolders({ folders: [own, bundled], receives: false });
  await expect(folders.locate(sha256, sizeBytes, never)).rejects.toMatchObject({
    problem: { code: 'model_file_changed' },
  });
});
