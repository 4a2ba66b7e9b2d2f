/** The bulk socket of one machine: files go over it, with windows so large that they would delay tokens elsewhere. */
import { createReadStream } from 'node:fs';
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import { bulkWindowBytes } from '../../common/bulk-window.ts';
import { ProblemError } from '../../contract/problem.ts';
import { accepted, lost } from './agent-call.ts';

/** An agent bundle that is to be brought to a machine. */
interface UpdateFile {
  readonly version: string;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly file: string;
}

interface UploadOptions {
  readonly signal: AbortSignal;
  /** Bytes that the other side took so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** A file that moves no byte for so long is given up. */
const stallMs = 30_000;
/** How long the agent may check and unpack what it got. */
const unpackMs = 180_000;
const readBytes = 1024 * 1024;

export class BulkLink {
  /** Settles when the socket is gone, however it went. */
  readonly closed: Promise<void>;
  readonly #session: ClientHttp2Session;
  readonly #idleMs: number;
  #calls = 0;
  #idle: NodeJS.Timeout | null = null;

  /** @param idleMs closed after this time without a call */
  constructor(socket: TLSSocket, idleMs: number) {
    this.#idleMs = idleMs;
    this.#session = connect('http://agent', {
      createConnection: () => socket,
      settings: { initialWindowSize: bulkWindowBytes, enablePush: false },
    });
    this.#session.on('error', () => this.#session.destroy());
    this.closed = new Promise((resolve) => this.#session.once('close', resolve));
    void this.closed.then(() => this.#idle && clearTimeout(this.#idle));
    this.#waitIdle();
  }

  /**
   * Brings an agent bundle; settles when the agent has checked it and put it in its place.
   * @throws ProblemError what the agent refuses with, machine_lost; the signal's reason
   */
  async update(bundle: UpdateFile, { signal, onProgress = () => undefined }: UploadOptions): Promise<void> {
    signal.throwIfAborted();
    if (this.#session.destroyed || this.#session.closed) throw lost();
    const { version, sha256, sizeBytes, file } = bundle;
    const headers = { 'x-version': version, 'x-sha256': sha256, 'x-size': String(sizeBytes) };
    this.#calls += 1;
    const stream = this.#session.request({ ':method': 'PUT', ':path': '/v1/update', ...headers });
    try {
      await this.#send(stream, file, { signal, onProgress });
    } finally {
      if (!stream.closed) stream.close();
      this.#calls -= 1;
      this.#waitIdle();
    }
  }

  close(): void {
    this.#session.destroy();
  }

  async #send(stream: ClientHttp2Stream, file: string, { signal, onProgress }: Required<UploadOptions>): Promise<void> {
    const ended = new AbortController();
    const stalled = stallWatch(stallMs, () => ended.abort(lost(new Error('the machine takes no more bytes'))));
    const either = AbortSignal.any([signal, ended.signal]);
    // Told by the answer; without a listener Node would end the process.
    stream.on('error', () => undefined);
    const answer = accepted(stream, either);
    let sent = 0;
    const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        yield chunk;
        sent += chunk.length;
        stalled.moved();
        onProgress(sent);
      }
    };
    // An agent that refuses says so at once: the rest of the file is not sent then.
    const refused = answer.then(
      () => undefined,
      (error: unknown) => ended.abort(error),
    );
    try {
      await pipeline(createReadStream(file, { highWaterMark: readBytes }), counted, stream, {
        signal: either,
        end: true,
      });
      stalled.extend(unpackMs);
      await answer;
    } catch (error) {
      const reason: unknown = ended.signal.aborted ? ended.signal.reason : error;
      signal.throwIfAborted();
      throw reason instanceof ProblemError ? reason : lost(reason);
    } finally {
      stalled.stop();
      ended.abort();
      await refused;
    }
  }

  #waitIdle(): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = this.#calls > 0 ? null : setTimeout(() => this.#session.close(), this.#idleMs).unref();
  }
}

/** Calls back when nothing moved for a while. */
function stallWatch(ms: number, onStall: () => void): { moved(): void; extend(ms: number): void; stop(): void } {
  let timer = setTimeout(onStall, ms);
  const again = (next: number): void => {
    clearTimeout(timer);
    timer = setTimeout(onStall, next);
  };
  return { moved: () => again(ms), extend: again, stop: () => clearTimeout(timer) };
}
