/** What a runner writes to its standard output and error: the last lines are kept for the reason of a crash. */
import type { Readable } from 'node:stream';
import type { Log } from '../../common/log.ts';
import { LineSplitter } from '../../contract/lines.ts';

/** Lines that are kept. */
const lastWordLines = 3;
/** Characters that a line may have; what is longer is no message. */
const maxLineLength = 64 * 1024;

export class RunnerOutput {
  readonly #log: Log;
  readonly #last: string[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  /** The last lines, in one. */
  get lastWords(): string {
    return this.#last.join(' | ');
  }

  /** Reads to the end of the stream, whatever it holds: a runner whose output nobody takes would stop. */
  read(stream: Readable): void {
    let splitter = new LineSplitter(maxLineLength);
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      try {
        for (const line of splitter.push(chunk)) this.#take(line);
      } catch (error) {
        // Thrown in a listener it would end the agent, and every replica with it.
        splitter = new LineSplitter(maxLineLength);
        this.#log.warn({ err: error }, 'a runner’s output was dropped');
      }
    });
  }

  #take(line: string): void {
    // What an engine says of a request holds words of the client: they are for the reason of a crash, not for the log.
    this.#log.debug(line);
    this.#last.push(line);
    if (this.#last.length > lastWordLines) this.#last.shift();
  }
}
