/** Takes a file into a folder under the name of its hash, whole or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse } from '../../contract/problem.ts';
import { asFullDisk, freeBytes, needSpace } from '../../common/disk-space.ts';

/** Where a model's file lies. */
export const fileOf = (folder: string, sha256: string): string => path.join(folder, `${sha256}.gguf`);

/**
 * Copies `file` and hashes what it writes. One that is there already, of the same length, stays as it is unless `replace`: a runner
 * may have it open.
 * @throws ProblemError disk_full; model_file_changed when somebody wrote it meanwhile; the signal's reason when it was aborted.
 */
export async function takeFile(
  file: string,
  folder: string,
  { replace = false, signal }: { replace?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<{ sha256: string; size: number }> {
  const { size } = await stat(file);
  await mkdir(folder, { recursive: true });
  needSpace(folder, size, await freeBytes(folder));
  const part = path.join(folder, `${randomBytes(8).toString('hex')}.part`);
  try {
    const sha256 = await copy(file, part, signal);
    if ((await stat(part)).size !== size) refuse('model_file_changed', `The file ${file} changed while it was copied.`);
    const target = fileOf(folder, sha256);
    const there = await stat(target).catch(() => null);
    if (replace || there?.size !== size) await rename(part, target);
    return { sha256, size };
  } catch (error) {
    throw asFullDisk(error, folder, 'copied');
  } finally {
    await rm(part, { force: true });
  }
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
