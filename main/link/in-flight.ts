/**
 * How much of a file is under way on a bulk socket. A line takes what it can carry; more than that waits in queues, and tokens
 * wait behind it. So a PING follows the bytes: when its answer takes longer than a queue may be, less is sent ahead, and else
 * more. It notices a slow line, several copies on one line, and a busy processor at either end alike.
 */

/** The quickest of a few answers in a row may take this long, in milliseconds: one slow answer is the processor's, not the line's. */
const targetMs = 25;
const answersInARow = 6;
const leastBytes = 256 * 1024;
const firstBytes = 512 * 1024;
const mostBytes = 8 * 1024 * 1024;

export class InFlight {
  readonly #ping: (answered: (ms: number) => void) => void;
  #sent = 0;
  #arrived = 0;
  #window = firstBytes;
  #answers: number[] = [];
  #asking = false;
  #wake: (() => void) | null = null;

  /** @param ping calls back with how long the answer took, in milliseconds */
  constructor(ping: (answered: (ms: number) => void) => void) {
    this.#ping = ping;
  }

  /** Bytes went out. */
  sent(bytes: number): void {
    this.#sent += bytes;
    this.#ask();
  }

  /** Waits until more may be sent. @throws the signal's reason */
  async room(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#sent - this.#arrived < this.#window) return;
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    const end = (): void => this.#wake?.();
    signal.addEventListener('abort', end, { once: true });
    await woken;
    // A large file waits tens of thousands of times: none of them may leave anything behind.
    signal.removeEventListener('abort', end);
    this.#wake = null;
    signal.throwIfAborted();
  }

  #note(ms: number): void {
    this.#answers.push(ms);
    if (this.#answers.length < answersInARow) return;
    this.#window = nextWindow(this.#window, Math.min(...this.#answers));
    this.#answers = [];
  }

  #ask(): void {
    if (this.#asking) return;
    this.#asking = true;
    const covered = this.#sent;
    this.#ping((ms) => {
      this.#asking = false;
      this.#note(ms);
      this.#arrived = covered;
      this.#wake?.();
      if (this.#sent > covered) this.#ask();
    });
  }
}

/** What may be under way next, after answers of which the quickest took so long. */
export function nextWindow(window: number, ms: number): number {
  const factor = ms > targetMs ? Math.max(0.5, targetMs / ms) : 1.5;
  return Math.round(Math.min(mostBytes, Math.max(leastBytes, window * factor)));
}
