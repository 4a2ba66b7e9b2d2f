/** Writes a file so that a power cut leaves the old content or the new, never half of it. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes `text` beside `file`, down to the disk, and puts it in its place. For its owner's eyes alone (mode 0600). */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.new`;
  const opened = openSync(beside, 'w', 0o600);
  try {
    try {
      writeFileSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
