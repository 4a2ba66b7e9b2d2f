import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../common/write-whole.ts';
import { tempDir } from '../support/temp-dir.ts';

it('a file has its new content, for its owner alone, and nothing stays beside it', () => {
  const folder = tempDir();
  const file = path.join(folder, 'a.json');
  writeWhole(file, 'old and long');
  writeWhole(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
  expect(readdirSync(folder)).toEqual(['a.json']);
});

it('a write that cannot be ended leaves what was there', () => {
  const file = path.join(tempDir(), 'a.json');
  writeWhole(file, 'old');
  mkdirSync(`${file}.new`);
  expect(() => writeWhole(file, 'new')).toThrow();
  expect(readFileSync(file, 'utf8')).toBe('old');
});

it('a write that cannot take its place leaves nothing beside it', () => {
  const folder = tempDir();
  mkdirSync(path.join(folder, 'a.json'));
  expect(() => writeWhole(path.join(folder, 'a.json'), 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['a.json']);
});
