/** A stream into a part file. What comes while a write is under way is gathered as it is, and goes down in one write after it. */
import { Writable } from 'node:stream';
import type { PartFile } from '../../common/part-file.ts';

/** Gathered at most: small enough that no token waits for its hash. */
const mostBytes = 512 * 1024;

/** @param check called before bytes are written, with how many there would be then; what it throws ends the stream */
export function partSink(part: PartFile, check: (length: number) => void): Writable {
  const append = async (pieces: readonly Buffer[]): Promise<void> => {
    check(pieces.reduce((sum, { length }) => sum + length, part.length));
    await part.write(...pieces);
  };
  const why = (pieces: readonly Buffer[]): Promise<Error | null> =>
    append(pieces).then(
      () => null,
      (error: Error) => error,
    );
  return new Writable({
    highWaterMark: mostBytes,
    writev: (chunks: readonly { chunk: Buffer }[], done) => {
      void (async () => done(await why(chunks.map(({ chunk }) => chunk))))();
    },
  });
}
