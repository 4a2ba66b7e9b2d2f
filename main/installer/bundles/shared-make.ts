/** Things that are made one at a time, each once for all who wait for it. */
import { unlessAborted } from '../../../common/unless-aborted.ts';

type Make<Name> = (name: Name, signal: AbortSignal, onLine: (line: string) => void) => Promise<void>;

interface Job {
  readonly done: Promise<void>;
  /** What was said so far, for whoever comes later. */
  readonly lines: string[];
  readonly listeners: Set<(line: string) => void>;
}

export class SharedMake<Name> {
  readonly #make: Make<Name>;
  readonly #jobs = new Map<Name, Job>();
  readonly #stop = new AbortController();
  /** Settles when nothing is being made; never rejects. */
  #last: Promise<void> = Promise.resolve();

  constructor(make: Make<Name>) {
    this.#make = make;
  }

  /**
   * Makes it, or joins those who wait for it already. A caller that stops waiting stops nobody else's.
   * @throws what `make` throws; the signal's reason
   */
  async make(name: Name, signal: AbortSignal, onLine: (line: string) => void): Promise<void> {
    signal.throwIfAborted();
    const job = this.#jobs.get(name) ?? this.#begin(name);
    job.lines.forEach(onLine);
    job.listeners.add(onLine);
    try {
      await unlessAborted(job.done, signal);
    } finally {
      job.listeners.delete(onLine);
    }
  }

  /** Ends what is being made and waits for its end. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }

  #begin(name: Name): Job {
    const listeners = new Set<(line: string) => void>();
    const lines: string[] = [];
    const say = (line: string): void => {
      lines.push(line);
      for (const listener of listeners) listener(line);
    };
    const done = this.#last.then(() => {
      this.#stop.signal.throwIfAborted();
      return this.#make(name, this.#stop.signal, say);
    });
    const job = { done, lines, listeners };
    this.#jobs.set(name, job);
    this.#last = done.then(
      () => void this.#jobs.delete(name),
      () => void this.#jobs.delete(name),
    );
    return job;
  }
}
