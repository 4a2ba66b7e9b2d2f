/** Packs the desktop app as `npm run dist` does, with a stub in place of Electron's runtime and what this PC has in place of fpm. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { writeElectronStub } from './electron-stub.ts';
import { root } from '../source/source-files.ts';

/**
 * @param work a folder of the test's own
 * @param targets of electron-builder: `--dir`, `deb`
 * @returns the folder with what was made
 */
export async function packApp(work: string, ...targets: readonly string[]): Promise<string> {
  const release = path.join(work, 'release');
  writeElectronStub(path.join(work, 'electron'));
  const overrides = [`-c.electronDist=${work}/electron`, `-c.directories.output=${release}`];
  const args = ['scripts/dist.mjs', '--agents', 'linux-x64', '--linux', ...targets, '--x64', ...overrides];
  await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
      CUSTOM_FPM_PATH: path.join(import.meta.dirname, 'fpm-by-dpkg.mjs'),
    },
  });
  return release;
}
