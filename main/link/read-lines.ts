/** Lines from a stream, gathered by its events: an async iterator of the stream's own costs several times as much a token. */
import type { Readable } from 'node:stream';
import { LineSplitter } from '../../contract/lines.ts';

/** Lines that may wait for a slow reader before the stream is paused. */
const mostWaiting = 1_000;

/**
 * Yields what has come since the last turn. Who stops early must close the stream himself: a loop over the stream would reset it.
 * @param maxLength characters that a line may have
 * @throws Error when the stream breaks off before its end, or has a line that is too long.
 */
export async function* readLines(stream: Readable, maxLength?: number): AsyncGenerator<string[], void, void> {
  const splitter = new LineSplitter(maxLength);
  let waiting: string[] = [];
  let end: { readonly error: Error | null } | null = null;
  let wake = (): void => undefined;
  const finish = (error: Error | null) => (): void => {
    end ??= { error };
    wake();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    try {
      for (const line of splitter.push(chunk)) waiting.push(line);
    } catch (error) {
      // Thrown in a listener it would end the process.
      finish(error as Error)();
      stream.destroy();
    }
    if (waiting.length > mostWaiting) stream.pause();
    wake();
  });
  stream.once('end', finish(null));
  stream.once('error', (error) => finish(error)());
  stream.once('close', finish(new Error('the stream broke off')));
  for (;;) {
    if (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      if (stream.isPaused()) stream.resume();
      yield lines;
    } else if (end) {
      const { error } = end as { readonly error: Error | null };
      if (error) throw error;
      return;
    } else {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}
