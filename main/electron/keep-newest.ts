import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Deletes all crash dumps of a folder but the newest: each may have some hundred MB. */
export function keepNewest(folder: string, most: number): void {
  const dumps = filesIn(folder)
    .filter((file) => file.endsWith('.dmp'))
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { file } of dumps.toSorted((a, b) => b.at - a.at).slice(most)) {
    try {
      rmSync(file);
    } catch {
      // On Windows another program may have it open: the next time, then.
    }
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
