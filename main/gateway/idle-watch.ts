/** Notices a stream on which nothing comes any more: TCP alone never tells of a hung machine. */
export class IdleWatch {
  readonly #onIdle: (milliseconds: number) => void;
  #timer: NodeJS.Timeout;

  /** @param onIdle called once, with how long nothing came */
  constructor(milliseconds: number, onIdle: (milliseconds: number) => void) {
    this.#onIdle = onIdle;
    this.#timer = this.#start(milliseconds);
  }

  /** Something came: the time starts again. */
  touch(): void {
    this.#timer.refresh();
  }

  /** Something came, and from here on another patience serves. */
  expectWithin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.#onIdle(milliseconds), milliseconds);
  }
}
