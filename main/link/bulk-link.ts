/** The bulk socket of one machine: files go over it, with windows so large that they would delay tokens elsewhere. */
import { connect, type ClientHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { bulkWindowBytes } from '../../common/bulk-window.ts';
import { lost } from './agent-call.ts';
import { sendFile, type SendOptions } from './send-file.ts';

/** An agent bundle that is to be brought to a machine. */
interface UpdateFile {
  readonly version: string;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly file: string;
}

/** A model file that is to be brought to a machine. */
interface ModelFile {
  /** Of the file, hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly file: string;
  /** What all model files may take there; null: as much as the disk gives. */
  readonly budgetBytes: number | null;
}

/** How long the agent may check and unpack an update. */
const unpackMs = 180_000;
/** It says every few seconds that it is still at it. */
const checkMs = 30_000;

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
  update({ version, sha256, sizeBytes, file }: UpdateFile, options: SendOptions): Promise<void> {
    const head = { 'x-version': version, 'x-sha256': sha256, 'x-size': String(sizeBytes) };
    const headers = { ':method': 'PUT', ':path': '/v1/update', ...head };
    return this.#call(options.signal, (session) =>
      sendFile(session, { headers, file, sizeBytes, asks: false, checkMs: unpackMs }, options),
    );
  }

  /**
   * Brings a model file, from where an earlier copy ended; settles when the agent has checked it and put it in its place.
   * @throws ProblemError disk_full, copy_damaged, machine_lost; FileChanged; the file's error; the signal's reason
   */
  copy({ sha256, sizeBytes, file, budgetBytes }: ModelFile, options: SendOptions): Promise<void> {
    const budget = budgetBytes === null ? {} : { 'x-budget': String(budgetBytes) };
    const headers = { ':method': 'PUT', ':path': `/v1/files/${sha256}`, 'x-size': String(sizeBytes), ...budget };
    return this.#call(options.signal, (session) =>
      sendFile(session, { headers, file, sizeBytes, asks: true, checkMs }, options),
    );
  }

  /** It takes no more calls. */
  get ended(): boolean {
    return this.#session.destroyed || this.#session.closed;
  }

  close(): void {
    this.#session.destroy();
  }

  async #call(signal: AbortSignal, send: (session: ClientHttp2Session) => Promise<void>): Promise<void> {
    signal.throwIfAborted();
    if (this.ended) throw lost();
    this.#calls += 1;
    this.#waitIdle();
    try {
      await send(this.#session);
    } finally {
      this.#calls -= 1;
      this.#waitIdle();
    }
  }

  #waitIdle(): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = this.#calls > 0 ? null : setTimeout(() => this.#session.close(), this.#idleMs).unref();
  }
}
