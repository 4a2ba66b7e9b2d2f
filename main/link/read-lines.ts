/** Lines from a stream, gathered by its events: an async iterator of the stream's own costs several times as much a token. */
import type { Readable } from 'node:stream';
import { LineSplitter } from '../../contract/lines.ts';

interface ReadLinesOptions {
  /** Characters that a line may have. */
  readonly maxLength?: number;
  readonly signal?: AbortSignal;
}

/**
 * Yields what has come since the last turn. Who stops early must close the stream himself: a loop over the stream would reset it.
 * @throws Error when the stream breaks off before its end, or has a line that is too long; the signal's reason.
 */
export async function* readLines(
  stream: Readable,
  { maxLength, signal }: ReadLinesOptions = {},
): AsyncGenerator<string[], void, void> {
  const inbox = new Inbox(stream, maxLength);
  const onAbort = (): void => inbox.end(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  try {
    for (let lines = await inbox.take(); lines !== null; lines = await inbox.take()) yield lines;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Lines, and characters of them, that may wait for a slow reader before the stream is paused. */
const mostWaiting = { lines: 1_000, characters: 4 * 1024 * 1024 };

class Inbox {
  readonly #stream: Readable;
  readonly #splitter: LineSplitter;
  #lines: string[] = [];
  #characters = 0;
  #end: { readonly error: unknown } | null = null;
  #wake = (): void => undefined;

  constructor(stream: Readable, maxLength?: number) {
    this.#stream = stream;
    this.#splitter = new LineSplitter(maxLength);
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => this.#add(chunk));
    stream.once('end', () => this.end(null));
    stream.once('error', (error) => this.end(error));
    stream.once('close', () => this.end(new Error('the stream broke off')));
  }

  /** The lines that wait, as soon as there are any; null at the end. @throws what the stream ended with */
  async take(): Promise<string[] | null> {
    while (this.#lines.length === 0 && this.#end === null) await new Promise<void>((resolve) => (this.#wake = resolve));
    const lines = this.#lines;
    this.#lines = [];
    this.#characters = 0;
    if (lines.length > 0) {
      if (this.#stream.isPaused()) this.#stream.resume();
      return lines;
    }
    if (this.#end?.error) throw this.#end.error;
    return null;
  }

  /** No more lines come. @param error why, or null when that is as it should be */
  end(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  #add(chunk: string): void {
    try {
      for (const line of this.#splitter.push(chunk)) {
        this.#lines.push(line);
        this.#characters += line.length;
      }
    } catch (error) {
      // Thrown in a listener it would end the process.
      this.end(error);
      this.#stream.destroy();
    }
    if (this.#lines.length > mostWaiting.lines || this.#characters > mostWaiting.characters) this.#stream.pause();
    this.#wake();
  }
}
