/** Folders that an installation makes, and removes again when nothing else has come to lie in them. */
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/** Makes a folder and those above it. @returns those that were not there, the uppermost first. */
export function makeFolders(folder: string, mode = 0o755): string[] {
  if (existsSync(folder)) return [];
  const above = makeFolders(path.dirname(folder), mode);
  mkdirSync(folder, { mode });
  return [...above, folder];
}

/** Removes those that are empty, the last made first. What is not empty, or gone, stays as it is. */
export function removeEmptyFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else uses it, or has removed it.
    }
  }
}
