/** A request that an external server has: ended by its client, by silence, or because the server is found to be away. */
import { problem, ProblemError } from '../../contract/problem.ts';

export interface Patience {
  /** Until it begins to answer: it may have to load the model and read the prompt first. In milliseconds. */
  readonly firstByteMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
}

export class RunningRequest {
  readonly #name: string;
  readonly #patience: Patience;
  readonly #client: AbortSignal;
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout;
  #lastAt = performance.now();

  constructor(name: string, patience: Patience, client: AbortSignal) {
    this.#name = name;
    this.#patience = patience;
    this.#client = client;
    this.#timer = this.#watch(patience.firstByteMs);
    client.addEventListener('abort', this.#leave, { once: true });
    if (client.aborted) this.#leave();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Something came. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#lastAt = performance.now();
    this.#timer = this.#watch(this.#patience.idleMs);
  }

  /** Ends it, unless something came within this time. */
  endIfSilent(milliseconds: number): void {
    if (performance.now() - this.#lastAt >= milliseconds) this.#end(`${this.#name} is away.`);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#client.removeEventListener('abort', this.#leave);
    this.#ending.abort();
  }

  #watch(milliseconds: number): NodeJS.Timeout {
    return setTimeout(
      () => this.#end(`${this.#name} has sent nothing for ${milliseconds / 1000} seconds.`),
      milliseconds,
    );
  }

  readonly #leave = (): void => this.#ending.abort(this.#client.reason);

  #end(sentence: string): void {
    this.#ending.abort(new ProblemError(problem('machine_lost', sentence)));
  }
}
