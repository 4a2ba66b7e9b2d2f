/** Notices a stream on which nothing comes any more: TCP alone never tells of a hung machine. */
export class IdleWatch {
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number, onIdle: () => void) {
    this.#timer = setTimeout(onIdle, milliseconds);
  }

  /** Something came: the time starts again. */
  touch(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
