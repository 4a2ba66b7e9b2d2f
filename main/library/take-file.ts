/** Takes a file into a folder under the name of its hash, whole or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problem, ProblemError, refuse } from '../../contract/problem.ts';

/** Where a model's file lies. */
export const fileOf = (folder: string, sha256: string): string => path.join(folder, `${sha256}.gguf`);

/**
 * Copies `file` and hashes what it writes. One that is there already, of the same length, stays as it is unless `replace`: a runner
 * may have it open.
 * @returns the sha256. @throws ProblemError disk_full; the signal's reason when it was aborted.
 */
export async function takeFile(
  file: string,
  folder: string,
  { replace = false, signal }: { replace?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const { size } = await stat(file);
  await mkdir(folder, { recursive: true });
  await needSpace(folder, size);
  const part = path.join(folder, `${randomBytes(8).toString('hex')}.part`);
  try {
    const sha256 = await copy(file, part, signal);
    const target = fileOf(folder, sha256);
    const there = await stat(target).catch(() => null);
    if (replace || there?.size !== size) await rename(part, target);
    return sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    const full = problem('disk_full', `The disk of ${folder} became full while the file was copied.`);
    throw new ProblemError(full, { cause: error });
  } finally {
    await rm(part, { force: true });
  }
}

async function needSpace(folder: string, size: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= size) return;
  const [needs, free] = [size, bavail * bsize].map((bytes) => Math.ceil(bytes / 1024 ** 2).toLocaleString('en'));
  refuse('disk_full', `The file needs ${needs} MB, and the disk of ${folder} has ${free} MB free.`);
}

async function copy(file: string, part: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const handle = await open(part, 'w');
  const options = signal ? { signal } : {};
  await pipeline(createReadStream(file), hashing, handle.createWriteStream({ flush: true }), options);
  return hash.digest('hex');
}
