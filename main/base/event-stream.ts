/** Server-sent events on one response: one socket write for each turn of the event loop, and an end to clients that do not read. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

const stallMs = 60_000;
/** Text that is gathered at most before it is written: keeps memory small when very much comes in one turn. */
const gatheredLength = 16 * 1024;

export class EventStream {
  readonly #response: ServerResponse;
  readonly #stallMs: number;
  #gathered = '';
  #flushing = false;

  /** @param stall milliseconds after which a client that reads nothing is cut off. */
  constructor(response: ServerResponse, stall = stallMs) {
    this.#response = response;
    this.#stallMs = stall;
  }

  get opened(): boolean {
    return this.#response.headersSent;
  }

  /** True when the client reads too slowly: await `drained` before sending more. */
  get full(): boolean {
    return this.#response.writableNeedDrain;
  }

  /** Sends the head. Later calls change nothing. */
  open(headers: OutgoingHttpHeaders = {}): void {
    if (this.#response.headersSent || this.#response.destroyed) return;
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      ...headers,
    });
    this.#response.socket?.setNoDelay(true);
    this.#response.flushHeaders();
  }

  /** Sends whole events or comments, each with its empty line. */
  send(events: string): void {
    this.#gathered += events;
    if (this.#gathered.length >= gatheredLength) return this.#flush();
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  /** Resolves when the client has read on (true), or is gone (false). One that reads nothing for too long is cut off. */
  async drained(): Promise<boolean> {
    const response = this.#response;
    if (!response.writableNeedDrain || response.destroyed) return !response.destroyed;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => response.destroy(), this.#stallMs);
      const done = (): void => {
        clearTimeout(timer);
        response.off('drain', done);
        response.off('close', done);
        resolve();
      };
      response.on('drain', done);
      response.on('close', done);
    });
    return !response.destroyed;
  }

  end(): void {
    this.#flush();
    this.#response.end();
  }

  #flush(): void {
    if (this.#gathered === '' || this.#response.destroyed || this.#response.writableEnded) return;
    const events = this.#gathered;
    this.#gathered = '';
    this.#response.write(events);
  }
}
