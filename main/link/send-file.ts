/** Sends a file on a stream of a bulk socket, and waits until the agent has taken it. */
import { open } from 'node:fs/promises';
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2';
import { unlessAborted } from '../../common/unless-aborted.ts';
import { problem, ProblemError } from '../../contract/problem.ts';
import { accepted, lost } from './agent-call.ts';
import { InFlight } from './in-flight.ts';

interface SendOrder {
  readonly headers: OutgoingHttpHeaders;
  readonly file: string;
  /** Of the whole file. Another length on the disk is an error of the reader. */
  readonly sizeBytes: number;
  /** The agent says from which byte on; else it is sent from the beginning, without asking. */
  readonly asks: boolean;
  /** How long the agent may check and unpack what it got, without a word. */
  readonly checkMs: number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Bytes of the file that the other side has so far. */
  readonly onProgress?: (bytes: number) => void;
  /** All is sent: the other side checks it. */
  readonly onSent?: () => void;
}

/** The file has another length than was announced. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/** A file that moves no byte for so long is given up. */
const stallMs = 30_000;
/** Small enough that encrypting it keeps no token waiting. */
const pieceBytes = 256 * 1024;

/** @throws ProblemError what the agent refuses with, machine_lost; FileChanged; the file's error; the signal's reason */
export async function sendFile(
  session: ClientHttp2Session,
  order: SendOrder,
  { signal, onProgress = () => undefined, onSent = () => undefined }: SendOptions,
): Promise<void> {
  const stream = session.request(order.headers);
  const ended = new AbortController();
  const stalled = stallWatch(() => ended.abort(lost(new Error('the machine takes no more bytes'))));
  const either = AbortSignal.any([signal, ended.signal]);
  // Told by the answer; without a listener Node would end the process.
  stream.on('error', () => undefined);
  stream.on('headers', () => stalled.within(stallMs));
  const from = order.asks ? offsetOf(stream, order.sizeBytes) : Promise.resolve(0);
  // Told by the wait for it; the call may have ended before.
  from.catch(() => undefined);
  const answer = accepted(stream, either);
  // An agent that refuses says so at once: the rest of the file is not sent then.
  const refused = answer.then(
    () => undefined,
    (error: unknown) => ended.abort(error),
  );
  try {
    const offset = await unlessAborted(from, either);
    onProgress(offset);
    const inFlight = new InFlight((answered) => ping(session, answered));
    for await (const [piece, end] of pieces(order.file, offset, order.sizeBytes)) {
      await inFlight.room(either);
      await unlessAborted(written(stream, piece), either);
      inFlight.sent(piece.length);
      stalled.within(stallMs);
      onProgress(end);
    }
    stream.end();
    stalled.within(order.checkMs);
    onSent();
    await answer;
  } catch (error) {
    signal.throwIfAborted();
    throw ended.signal.aborted ? asLost(ended.signal.reason) : error;
  } finally {
    stalled.stop();
    ended.abort();
    // Not closed: with bytes left in it, a stream that is closed without an error makes Node's session turn in circles for ever.
    if (!stream.closed) stream.destroy();
    await refused;
  }
}

const asLost = (reason: unknown): ProblemError => (reason instanceof ProblemError ? reason : lost(reason));

/**
 * The bytes of a file from an offset on, each piece with where it ends. All are read into the same memory, so a piece is good until the next
 * one is asked for: memory that comes and goes at this rate keeps the collector busy, and tokens waiting.
 * @throws FileChanged when they are not as many as they must be
 */
async function* pieces(file: string, offset: number, sizeBytes: number): AsyncGenerator<[Buffer, number]> {
  await using handle = await open(file);
  const changed = (): never => {
    throw new FileChanged(`the file has not ${sizeBytes} bytes`);
  };
  if ((await handle.stat()).size !== sizeBytes) changed();
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  for (let at = offset; at < sizeBytes;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(pieceBytes, sizeBytes - at), at);
    if (bytesRead === 0) changed();
    at += bytesRead;
    yield [piece.subarray(0, bytesRead), at];
  }
}

/** Settles when the bytes are out of our hands: encrypted, and given to the system. */
const written = (stream: ClientHttp2Stream, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())));

/** @throws ProblemError copy_damaged for a figure that cannot be */
function offsetOf(stream: ClientHttp2Stream, sizeBytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    stream.on('headers', (headers: IncomingHttpHeaders) => {
      const said = headers['x-offset'];
      if (said === undefined) return;
      const offset = Number(said);
      if (Number.isInteger(offset) && offset >= 0 && offset <= sizeBytes) resolve(offset);
      else
        reject(
          new ProblemError(problem('copy_damaged', 'The machine says that it has more of the file than there is.')),
        );
    });
  });
}

function ping(session: ClientHttp2Session, answered: (ms: number) => void): void {
  if (session.destroyed || session.closed) return;
  session.ping((error, ms) => error === null && answered(ms));
}

/** Calls back when nothing moved for a while. */
function stallWatch(onStall: () => void): { within(ms: number): void; stop(): void } {
  let timer = setTimeout(onStall, stallMs);
  const within = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(onStall, ms);
  };
  return { within, stop: () => clearTimeout(timer) };
}
