/** A file that comes as a stream: written and held against its hash while it comes. */
import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';

interface ReceiveOptions {
  readonly stream: Readable;
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly signal: AbortSignal;
}

/** The archive, and what comes out of it, which is about three times as large. */
const spaceFactor = 5;

/** @throws ProblemError disk_full or bundle_damaged, with nothing left of the file; the signal's reason */
export async function receiveFile({ stream, file, sha256, size, signal }: ReceiveOptions): Promise<void> {
  await checkSpace(path.dirname(file), size * spaceFactor);
  const hash = createHash('sha256');
  let received = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      hash.update(chunk);
      done(received > size ? new Error('longer than announced') : null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(file, { mode: 0o600 }), { signal });
    if (received !== size) refuse('bundle_damaged', `The bundle came with ${received} bytes instead of ${size}.`);
    if (hash.digest('hex') !== sha256) refuse('bundle_damaged', 'The bundle is not the one that was announced.');
  } catch (error) {
    rmSync(file, { force: true });
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') refuse('disk_full', 'The disk became full.');
    const why = error instanceof Error ? error.message : String(error);
    refuse('bundle_damaged', `The bundle did not come whole: ${why}.`);
  }
}

async function checkSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= needed) return;
  refuse('disk_full', `An update needs ${bytesInWords(needed)} of disk, and ${bytesInWords(bavail * bsize)} are free.`);
}
