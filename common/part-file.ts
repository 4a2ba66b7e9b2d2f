/** A file that grows: what has come of a download, with the hash of it. It is hashed while it is written. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { asFullDisk } from './disk-space.ts';

const readBytes = 1024 * 1024;

export class PartFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #hash: Hash = createHash('sha256');
  #length = 0;

  private constructor(file: string, handle: FileHandle) {
    this.#path = file;
    this.#handle = handle;
  }

  /** Opens what is there, hashing it, or an empty file. @throws the signal's reason */
  static async open(file: string, signal: AbortSignal): Promise<PartFile> {
    // 'a+' would write at the end whatever position is named.
    const handle = await open(file, 'r+').catch(() => open(file, 'w+'));
    const part = new PartFile(file, handle);
    try {
      await part.#readAgain(signal);
      return part;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes that are written. */
  get length(): number {
    return this.#length;
  }

  /** Of what is written so far. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Appends pieces, in one write where the system takes them all. @throws ProblemError disk_full; what was written before stays */
  async write(...pieces: readonly Uint8Array[]): Promise<void> {
    try {
      await this.#append(pieces);
    } catch (error) {
      throw asFullDisk(error, path.dirname(this.#path), 'loaded');
    }
    for (const piece of pieces) {
      this.#hash.update(piece);
      this.#length += piece.length;
    }
  }

  /** Begins anew, with nothing. */
  async empty(): Promise<void> {
    await this.#handle.truncate(0);
    this.#hash = createHash('sha256');
    this.#length = 0;
  }

  /** @param whole it is all there: brings it down to the disk */
  async close(whole = false): Promise<void> {
    try {
      if (whole) await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }

  async #append(pieces: readonly Uint8Array[]): Promise<void> {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    let { bytesWritten: at } = await this.#handle.writev(pieces, this.#length);
    if (at === length) return;
    const whole = Buffer.concat(pieces, length);
    while (at < length) at += (await this.#handle.write(whole, at, length - at, this.#length + at)).bytesWritten;
  }

  async #readAgain(signal: AbortSignal): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size === 0) return;
    const stream = createReadStream(this.#path, { signal, highWaterMark: readBytes, end: size - 1 });
    for await (const chunk of stream) {
      this.#hash.update(chunk as Buffer);
      this.#length += (chunk as Buffer).length;
    }
  }
}
