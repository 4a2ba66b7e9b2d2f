import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ModelFolders } from '../../node-agent/model-folders.ts';
import { demoFile, demoSpec } from '../support/engine/demo-spec.ts';
import { quietLog } from '../support/quiet-log.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const never = new AbortController().signal;
const { sha256, sizeBytes } = demoSpec().variant;

it('finds a model in the first folder that has it, and the demo model that came with the program', async () => {
  const [own, bundled] = [tempDir(), tempDir()];
  const folders = new ModelFolders({ folders: [own, bundled], receives: false, log: quietLog });
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
  const folders = new ModelFolders({ folders: [own, bundled], receives: false, log: quietLog });
  await expect(folders.locate(sha256, sizeBytes, never)).rejects.toMatchObject({
    problem: { code: 'model_file_changed' },
  });
});

it('keeps what it knew of a folder that cannot be looked at any more, says so, and looks at the others', async () => {
  const [own, bundled] = [tempDir(), tempDir()];
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  writeFileSync(path.join(bundled, `${'b'.repeat(64)}.gguf`), 'x');
  const folders = new ModelFolders({ folders: [own, bundled], receives: true, log });
  const ending = new AbortController();
  const running = folders.run(ending.signal);
  const held = () => folders.report().files.map(({ sha256: [letter] }) => letter);
  await until('the folders are known', () => held().length === 1);
  rmSync(bundled, { recursive: true });
  writeFileSync(bundled, 'no folder');
  writeFileSync(path.join(own, `${'a'.repeat(64)}.gguf`), 'x');
  await folders.drop('c'.repeat(64), 'Not wanted.');
  await until('it was looked at again', () => held().length === 2);
  expect(held()).toEqual(['a', 'b']);
  expect(lines.join('')).toContain('cannot be looked at');
  ending.abort();
  await running;
});
