import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { InternetLine } from '../../../main/settings/internet-line.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' };

it('the limit is another at once, and stays so, beside the token', () => {
  const dataDir = tempDir();
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify({ hub: { token: 'hf_x' } }));
  const line = new InternetLine(dataDir, loadSettings(dataDir).hub);
  let told = 0;
  line.onChange(() => (told += 1));
  line.set({ bytesPerSecond: 125_000, hours });
  expect([line.limit, told]).toEqual([{ bytesPerSecond: 125_000, hours }, 1]);
  expect(loadSettings(dataDir).hub).toEqual({ token: 'hf_x', bytesPerSecond: 125_000, hours });
});

it('there is a limit within its hours only', () => {
  const line = new InternetLine(tempDir(), { bytesPerSecond: 7, hours });
  const at = (hour: number, minute: number) => line.rateAt(new Date(2026, 10, 27, hour, minute).getTime());
  expect([at(6, 59), at(7, 0), at(17, 59), at(18, 0)]).toEqual([null, 7, 7, null]);
  line.set({ bytesPerSecond: 7, hours: null });
  expect(at(3, 0)).toBe(7);
  line.set({ bytesPerSecond: null, hours });
  expect(at(12, 0)).toBeNull();
});

it('the limit stays what it was when the file was broken meanwhile', () => {
  const dataDir = tempDir();
  const file = path.join(dataDir, 'settings.json');
  const line = new InternetLine(dataDir, { bytesPerSecond: 5, hours: null });
  writeFileSync(file, '{"office": "mine"}');
  expect(() => line.set({ bytesPerSecond: null, hours: null })).toThrow(/office/);
  expect(line.limit.bytesPerSecond).toBe(5);
  expect(readFileSync(file, 'utf8')).toBe('{"office": "mine"}');
});
