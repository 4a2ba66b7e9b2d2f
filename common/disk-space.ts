/** Whether a disk has room for a file, said before it is written. */
import { statfs } from 'node:fs/promises';
import { bytesInWords } from '../contract/bytes-in-words.ts';
import { problem, ProblemError, refuse } from '../contract/problem.ts';

/** Bytes that the disk of a folder has free for this user. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws ProblemError disk_full when `free` is less than what is still to be written. */
export function needSpace(folder: string, size: number, free: number): void {
  if (free >= size) return;
  refuse(
    'disk_full',
    `The file needs ${bytesInWords(size)}, and the disk of ${folder} has ${bytesInWords(free)} free.`,
  );
}

/** SQLite's code for a write that found no room. */
const sqliteFull = 13;

/** Whether a write, of a file or of SQLite, found no room. */
export const isFullDisk = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ENOSPC') || ('errcode' in error && error.errcode === sqliteFull));

/** What a write threw, said as a full disk where it was one. */
export function asFullDisk(error: unknown, folder: string, doing: string): unknown {
  if (!isFullDisk(error)) return error;
  return new ProblemError(problem('disk_full', `The disk of ${folder} became full while the file was ${doing}.`), {
    cause: error,
  });
}
