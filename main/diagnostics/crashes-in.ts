import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The crash reports that are kept: when and how large. What is in them stays there, as it is memory. */
export function crashesIn(dataDir: string): string[] {
  const folder = path.join(dataDir, 'crashes');
  try {
    const dumps = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dmp'));
    if (dumps.length === 0) return ['None.'];
    return dumps.map((name) => {
      const { mtime, size } = statSync(path.join(folder, name));
      return `${mtime.toISOString()} ${size} bytes`;
    });
  } catch {
    return ['None.'];
  }
}
