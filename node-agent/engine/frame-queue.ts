/** Frames on their way from a runner to the reader of the answer. */
import type { RunnerFrame } from './runner-ipc.ts';

/**
 * Frames that arrived and were not read yet. It is not bounded here: an answer has at most as many frames as the context has
 * tokens or the request inputs, and a slow reader must not keep a slot from the next request.
 */
export class FrameQueue {
  readonly #frames: RunnerFrame[] = [];
  #wake: (() => void) | null = null;
  #ended = false;

  /** Takes a frame. After the last one (`end` or `error`) nothing more is taken. */
  push(frame: RunnerFrame): void {
    if (this.#ended) return;
    this.#frames.push(frame);
    this.#ended = frame.type === 'end' || frame.type === 'error';
    this.#wake?.();
  }

  /** The frames in order, up to the last one. For one reader. */
  async *read(): AsyncGenerator<RunnerFrame, void, undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) yield frame;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
