/**
 * Tests and measurements send nothing into the network of the PC that they run on: an office there neither announces nor listens. Its
 * window opens with the chat.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Switches discovery off in the settings of a data folder, and ends the first run; other settings stay. */
export function quietOffice(dataDir: string): void {
  const file = path.join(dataDir, 'settings.json');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const settings = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { office?: object }) : {};
  const quiet = { office: { ...settings.office, welcome: 'done' }, discovery: { enabled: false } };
  writeFileSync(file, JSON.stringify({ ...settings, ...quiet }));
}
