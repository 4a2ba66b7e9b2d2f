import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from './source/source-files.ts';
import { system } from '../rig/system.ts';

/**
 * The built product in a folder of its own, as if it were installed there: without sources, with the agent's bundle for Linux and
 * no other. A test may change its files.
 * @returns what is started: aivailable.mjs
 */
export async function installProduct(folder: string): Promise<string> {
  await system(process.execPath, path.join(root, 'scripts/bundle/make-bundle.mjs'), 'linux-x64');
  const dist = path.join(folder, 'dist');
  mkdirSync(path.join(dist, 'bundles'), { recursive: true });
  for (const name of readdirSync(path.join(root, 'dist'))) {
    if (name !== 'bundles') cpSync(path.join(root, 'dist', name), path.join(dist, name), { recursive: true });
  }
  for (const name of readdirSync(path.join(root, 'dist', 'bundles'))) {
    if (name.includes('linux-x64'))
      symlinkSync(path.join(root, 'dist', 'bundles', name), path.join(dist, 'bundles', name));
  }
  for (const name of ['assets', 'node_modules']) {
    if (!existsSync(path.join(folder, name))) symlinkSync(path.join(root, name), path.join(folder, name));
  }
  return path.join(dist, 'aivailable.mjs');
}

/** Unpacks the product's bundle for Linux. @returns its folder */
export async function unpackBundle(program: string, folder: string): Promise<string> {
  const bundles = path.join(path.dirname(program), 'bundles');
  const archive = readdirSync(bundles).find((name) => name.endsWith('linux-x64.tar.gz')) ?? '';
  mkdirSync(folder, { recursive: true });
  await system('tar', '-xzf', path.join(bundles, archive), '-C', folder);
  return folder;
}
