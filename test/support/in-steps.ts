/** A program that stands still, and goes on for a moment when it is told to: what happens between two steps happens in its middle. */
import { isAlive } from './office-process.ts';

/** So short that a model writes a few words at most. */
const stepMs = 4;

export class InSteps {
  readonly #pids: readonly number[];

  /** Stops these processes. */
  constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#signal('SIGSTOP');
  }

  /** Lets them run for a moment. Nothing else of this process comes between, so that it stays one. */
  step(): void {
    this.#signal('SIGCONT');
    const end = performance.now() + stepMs;
    while (performance.now() < end);
    this.#signal('SIGSTOP');
  }

  /** Lets them run on, those that are still there. */
  release(): void {
    this.#signal('SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    for (const pid of this.#pids) if (isAlive(pid)) process.kill(pid, signal);
  }
}
