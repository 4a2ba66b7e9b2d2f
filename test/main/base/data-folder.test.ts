import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  holdDataFolder,
  openDataFolder,
  readRunning,
  removeRunning,
  writeRunning,
} from '../../../main/base/data-folder.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('a data folder is made for its owner alone', () => {
  const folder = path.join(tempDir(), 'office');
  openDataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('a data folder is held by one at a time, and free again when it lets go', () => {
  const folder = tempDir();
  const letGo = holdDataFolder(folder);
  expect(() => holdDataFolder(folder)).toThrow(`An office runs from ${folder} already.`);
  letGo();
  holdDataFolder(folder)();
});

it('what a running office says of itself is for this user’s programs only', () => {
  const folder = tempDir();
  const running = { pid: 1, port: 8420, token: 'secret', link: 'http://127.0.0.1:8420/?open=x' };
  writeRunning(folder, running);
  expect(readRunning(folder)).toEqual(running);
  expect(statSync(path.join(folder, 'running.json')).mode & 0o777).toBe(0o600);
  removeRunning(folder);
  expect(readRunning(folder)).toBeNull();
});
