import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { holdFileLock, isFileLocked } from '../../common/file-lock.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

it('a lock has one holder at a time', () => {
  const file = path.join(tempDir(), 'a.lock');
  const letGo = holdFileLock(file);
  expect(letGo).not.toBeNull();
  expect([holdFileLock(file), isFileLocked(file)]).toEqual([null, true]);
  letGo?.();
  expect(isFileLocked(file)).toBe(false);
  holdFileLock(file)?.();
});

it('a lock ends with its process, however that ends', async () => {
  const file = path.join(tempDir(), 'a.lock');
  const module = pathToFileURL(path.resolve(import.meta.dirname, '../../common/file-lock.ts')).href;
  const code = `import { holdFileLock } from '${module}'; holdFileLock(process.argv[1]); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code, file], { stdio: 'ignore' });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await until('the other process holds it', () => isFileLocked(file), programMs);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(isFileLocked(file)).toBe(false);
});

it('looks at a lock keep nobody from taking it', async () => {
  const file = path.join(tempDir(), 'a.lock');
  holdFileLock(file)?.();
  const module = pathToFileURL(path.resolve(import.meta.dirname, '../../common/file-lock.ts')).href;
  const code = `import { isFileLocked } from '${module}'; console.log('looks'); for (;;) isFileLocked(process.argv[1]);`;
  const looker = spawn(process.execPath, ['--input-type=module', '-e', code, file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void looker.kill('SIGKILL'));
  await once(looker.stdout, 'data');
  const taken = Array.from({ length: 200 }, () => {
    const letGo = holdFileLock(file);
    letGo?.();
    return letGo !== null;
  });
  expect(taken.filter((took) => !took)).toEqual([]);
});

it('a look at a lock that nobody made makes none', () => {
  const file = path.join(tempDir(), 'a.lock');
  expect(isFileLocked(file)).toBe(false);
  expect(existsSync(file)).toBe(false);
});

it('a lock that cannot be taken is not called in use', () => {
  const inNoFolder = path.join(tempDir(), 'none', 'a.lock');
  const broken = path.join(tempDir(), 'b.lock');
  writeFileSync(broken, 'no lock at all'.repeat(100));
  for (const file of [inNoFolder, broken])
    expect(() => holdFileLock(file)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'data_not_writable' }) }),
    );
});
