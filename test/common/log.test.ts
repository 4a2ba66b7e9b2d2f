import { existsSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLog } from '../../common/log.ts';
import { tempDir } from '../support/temp-dir.ts';

it.each(['key', 'secret', 'token', 'authorization', 'cookie', 'password'])(
  'no %s reaches the log, wherever it stands',
  (name) => {
    const file = path.join(tempDir(), 'logs', 'a.log');
    const log = openLog(file, { sync: true });
    log.info({ [name]: 'hunter2', port: 8420 }, 'at the top');
    log.info({ headers: { [name]: 'hunter2', host: 'reception' } }, 'one below');
    log.child({ [name]: 'hunter2' }).info('of a child');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('hunter2');
    expect(text.trim().split('\n')).toHaveLength(3);
    expect(text).toMatch(/8420[^]*reception/);
  },
);

it('begins anew past 5 MB, and keeps the one before', () => {
  const file = path.join(tempDir(), 'a.log');
  writeFileSync(file, 'the first line\n');
  openLog(file, { sync: true }).info('the second');
  expect(existsSync(`${file}.1`)).toBe(false);
  truncateSync(file, 5 * 1024 * 1024 + 1);
  openLog(file, { sync: true, base: { pid: 7 } }).info('the third');
  expect(statSync(`${file}.1`).size).toBeGreaterThan(5 * 1024 * 1024);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: 7, msg: 'the third' });
});

it.each([{ sync: true }, { sync: false }])('a disk that is full ends no program ($sync)', async (options) => {
  const file = path.join(tempDir(), 'a.log');
  // Linux's own full disk.
  symlinkSync('/dev/full', file);
  const log = openLog(file, options);
  expect(() => log.info('a line')).not.toThrow();
  await new Promise<void>((resolve) => log.flush(() => resolve()));
});
