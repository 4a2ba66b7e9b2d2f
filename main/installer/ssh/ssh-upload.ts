/** A file's copy to another PC over SFTP. It can be begun anew where it broke off. */
import { open } from 'node:fs/promises';
import type { SFTPWrapper } from 'ssh2';
import { unlessAborted } from '../../../common/unless-aborted.ts';

interface Upload {
  /** On this PC. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Absolute path over there. */
  readonly target: string;
  /** Bytes that are there already. */
  readonly from: number;
  readonly signal: AbortSignal;
  /** Called with how many bytes from the beginning are there for sure. */
  readonly onWritten: (bytes: number) => void;
}

const chunkBytes = 32 * 1024;
/** Writes under way at a time: 2 MB, so that the line is never idle while an answer comes. */
const writesAtOnce = 64;

/** @throws the signal's reason; the other side's error */
export async function uploadFile(
  sftp: SFTPWrapper,
  { file, size, target, from, signal, onWritten }: Upload,
): Promise<void> {
  const local = await open(file, 'r');
  try {
    const handle = await answered<Buffer>(signal, (done) =>
      sftp.open(target, from === 0 ? 'w' : 'r+', { mode: 0o600 }, done),
    );
    let next = from;
    /** What each writer is at. */
    const places = new Set<number>();
    const write = async (): Promise<void> => {
      const buffer = Buffer.allocUnsafe(chunkBytes);
      while (next < size) {
        signal.throwIfAborted();
        const at = next;
        next += chunkBytes;
        places.add(at);
        const { bytesRead } = await local.read(buffer, 0, Math.min(chunkBytes, size - at), at);
        await answered<void>(signal, (done) => sftp.write(handle, buffer, 0, bytesRead, at, done));
        places.delete(at);
        onWritten(Math.min(size, ...places, next));
      }
    };
    await Promise.all(Array.from({ length: writesAtOnce }, write));
    await answered<void>(signal, (done) => sftp.close(handle, done));
  } finally {
    await local.close();
  }
}

function answered<Value>(
  signal: AbortSignal,
  ask: (done: (error: Error | null | undefined, value?: Value) => void) => void,
): Promise<Value> {
  const answer = new Promise<Value>((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value as Value)));
  });
  return unlessAborted(answer, signal);
}
