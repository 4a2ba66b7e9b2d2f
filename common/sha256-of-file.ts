/** What a file holds, as its sha256. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Big enough that reading, not calling, takes the time. */
const pieceBytes = 1024 * 1024;

/** @returns hex @throws the file's error; the signal's reason */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: pieceBytes }), hash, signal ? { signal } : {});
  return hash.digest('hex');
}
