import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

const mostBytes = 48 * 1024;

/** The end of a log, in whole lines. */
export function lastLines(dataDir: string, file: string): string[] {
  let open: number;
  try {
    open = openSync(path.join(dataDir, file), 'r');
  } catch {
    return ['There is none.'];
  }
  try {
    const { size } = fstatSync(open);
    const bytes = Buffer.alloc(Math.min(size, mostBytes));
    readSync(open, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8').trimEnd().split('\n');
    return size > mostBytes ? lines.slice(1) : lines;
  } finally {
    closeSync(open);
  }
}
