import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Margin } from '../../../main/settings/margin.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('the margin is another at once, and stays so, beside the other settings', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify({ office: { name: 'Linden' } }));
  const margin = new Margin(dataDir, loadSettings(dataDir).marginBytes);
  let told = 0;
  margin.onChange(() => (told += 1));
  margin.set(7);
  expect([margin.bytes, told]).toEqual([7, 1]);
  expect(loadSettings(dataDir)).toMatchObject({ office: { name: 'Linden' }, marginBytes: 7 });
});

it('the margin stays what it was when the file was broken meanwhile', () => {
  const dataDir = tempDir();
  const file = path.join(dataDir, 'settings.json');
  const margin = new Margin(dataDir, 5);
  writeFileSync(file, '{"office": "mine"}');
  expect(() => margin.set(7)).toThrow(/office/);
  expect(margin.bytes).toBe(5);
  expect(readFileSync(file, 'utf8')).toBe('{"office": "mine"}');
});
