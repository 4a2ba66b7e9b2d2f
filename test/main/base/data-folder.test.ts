import { chmodSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  holdDataFolder,
  isOfAnotherUser,
  notWritten,
  openDataFolder,
  readRunning,
  removeRunning,
  writeRunning,
} from '../../../main/base/data-folder.ts';
import { tempDir } from '../../support/temp-dir.ts';

const nobody = 65_534;

it('a data folder is made for its owner alone', () => {
  const folder = path.join(tempDir(), 'office');
  openDataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it.each([{ code: 'ENOSPC' }, { code: 'ERR_SQLITE_ERROR', errcode: 13 }])(
  'a write that found no room, %j, is said as a full disk',
  (how) => {
    const { problem } = notWritten('/srv/office', Object.assign(new Error('no room'), how));
    expect(problem).toMatchObject({ code: 'disk_full', message: 'The disk of the data folder /srv/office is full.' });
  },
);

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

it('tells the folder of another user from one where no office runs', () => {
  const folder = tempDir();
  const running = path.join(folder, 'running.json');
  expect(isOfAnotherUser(folder)).toBe(false);
  // A link to itself cannot be read either, and nobody else is the reason.
  symlinkSync(running, running);
  expect(isOfAnotherUser(folder)).toBe(false);
  rmSync(running);
  writeRunning(folder, { pid: 1, port: 8420, token: 'secret', link: 'http://127.0.0.1:8420/?open=x' });
  expect(isOfAnotherUser(folder)).toBe(false);
  expect(asStranger(folder, () => isOfAnotherUser(folder))).toBe(true);
});

/** Root may read everything, so it is somebody else meanwhile. */
function asStranger<Value>(folder: string, look: () => Value): Value {
  const root = process.getuid?.() === 0;
  chmodSync(folder, 0o000);
  if (root) process.seteuid?.(nobody);
  try {
    return look();
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(folder, 0o700);
  }
}
