import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Courtesies } from '../../../main/settings/courtesies.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('a courtesy is on until an admin ends it, and stays as they said, beside the other settings', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify({ office: { name: 'Linden' } }));
  const courtesies = new Courtesies(dataDir, loadSettings(dataDir).courtesy);
  expect(courtesies.now).toEqual({ keepAwake: true, makeRoom: true });
  let told = 0;
  courtesies.onChange(() => (told += 1));
  courtesies.change({ keepAwake: false });
  courtesies.change({ makeRoom: false });
  expect([courtesies.now, told]).toEqual([{ keepAwake: false, makeRoom: false }, 2]);
  expect(loadSettings(dataDir)).toMatchObject({ office: { name: 'Linden' }, courtesy: { keepAwake: false } });
});

it('the courtesies stay what they were when the file was broken meanwhile', () => {
  const dataDir = tempDir();
  const file = path.join(dataDir, 'settings.json');
  const courtesies = new Courtesies(dataDir, loadSettings(dataDir).courtesy);
  writeFileSync(file, '{"office": "mine"}');
  expect(() => courtesies.change({ keepAwake: false })).toThrow(/office/);
  expect(courtesies.now.keepAwake).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('{"office": "mine"}');
});
