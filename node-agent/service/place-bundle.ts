/** An unpacked bundle, taken over among the versions of this PC. */
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkContent, manifestFile, readContent } from './check-content.ts';
import type { Versions } from './versions.ts';

const programs = new Set(['bin/node', 'bin/node.exe']);

/**
 * Copies a bundle to its place; one of the same version that is there already gives way.
 * @returns its version
 * @throws ProblemError bundle_damaged
 */
export async function placeBundle(folder: string, versions: Versions): Promise<string> {
  const content = readContent(folder);
  await checkContent(folder, content);
  const target = versions.folderOf(content.version);
  if (path.resolve(folder) === path.resolve(target)) return content.version;
  const incoming = path.join(versions.folder, `.incoming-${process.pid}`);
  rmSync(incoming, { recursive: true, force: true });
  try {
    for (const file of [manifestFile, ...content.files.map((one) => one.path)]) {
      const to = path.join(incoming, ...file.split('/'));
      mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
      copyFileSync(path.join(folder, ...file.split('/')), to, constants.COPYFILE_FICLONE);
      chmodSync(to, programs.has(file) ? 0o755 : 0o644);
    }
    takePlace(incoming, target);
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
  return content.version;
}

/** Puts a whole version in its place. What runs from the old one goes on with what it holds open. */
export function takePlace(incoming: string, target: string): void {
  const outgoing = `${target}.outgoing`;
  rmSync(outgoing, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, outgoing);
  renameSync(incoming, target);
  rmSync(outgoing, { recursive: true, force: true });
}
