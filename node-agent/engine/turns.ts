/** One after the other, in the order in which they came. */
import { unlessAborted } from '../../common/unless-aborted.ts';

export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Does the work when its turn comes. @throws the signal's reason when it was aborted before that; what the work throws */
  async take<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = before.then(() => turn.promise);
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      turn.resolve();
    }
  }
}
