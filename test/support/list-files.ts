import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** Everything below a folder, sorted: "a/", "a/b", "a/c -> b". What an uninstallation leaves shows in it. */
export const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const name = path.relative(folder, path.join(entry.parentPath, entry.name));
      if (entry.isSymbolicLink()) return `${name} -> ${readlinkSync(path.join(folder, name))}`;
      return entry.isDirectory() ? `${name}/` : name;
    })
    .toSorted();
