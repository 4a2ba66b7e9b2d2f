/** A folder that electron-builder takes for Electron's runtime: enough to pack an app. Its program only tells what it was started with. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { root } from '../source/source-files.ts';

/** Marks the fuses in Electron's program: this, a version byte, their number, and "0" or "1" for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
/** As Electron is delivered. */
const delivered = '10110001';

export function writeElectronStub(folder: string): void {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const read: unknown = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(read);
  writeFileSync(path.join(folder, 'version'), version);
  writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
  const program = path.join(folder, 'electron');
  const fuses = `${sentinel}\u0001${String.fromCharCode(delivered.length)}${delivered}`;
  writeFileSync(program, `#!/bin/sh\nprintf 'started with: %s\\n' "$*"\nexit 0\n# ${fuses} stub\n`);
  chmodSync(program, 0o755);
}

/** The fuses of a packed program by name. */
export function readFuses(program: string): Record<string, boolean> {
  const text = readFileSync(program, 'latin1');
  const start = text.indexOf(sentinel) + sentinel.length + 2;
  return Object.fromEntries(names.map((name, index) => [name, text[start + index] === '1']));
}
