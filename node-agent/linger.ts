/**
 * Ends an agent that a coordinator started and that none needs any more: after the coordinator's process is gone and no tunnel
 * was open for a while. Until then the models stay warm for its successor.
 */
export class Linger {
  readonly #milliseconds: number;
  readonly #end: () => void;
  #connected = false;
  #parentGone = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(milliseconds: number, end: () => void) {
    this.#milliseconds = milliseconds;
    this.#end = end;
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.#decide();
  }

  parentGone(): void {
    this.#parentGone = true;
    this.#decide();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #decide(): void {
    if (this.#connected || !this.#parentGone) this.close();
    else this.#timer ??= setTimeout(this.#end, this.#milliseconds);
  }
}
