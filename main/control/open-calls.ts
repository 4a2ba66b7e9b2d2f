/** The calls that are being answered, by who asks: what a person may do no more ends in the same moment. */
import type { Response } from 'express';
import type { Clock } from '../base/clock.ts';
import { setVisitor, type Visitor } from './visitor.ts';

/** Node's timers take no more. */
const longestMs = 2 ** 31 - 1;

export class OpenCalls {
  readonly #clock: Clock;
  readonly #calls = new Map<Response, Visitor>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes who asks. A call that an admin may make for an hour ends with that hour. */
  add(response: Response, visitor: Visitor): void {
    setVisitor(response, visitor);
    this.#calls.set(response, visitor);
    const { adminUntil } = visitor;
    const left = adminUntil === null ? null : Math.min(adminUntil - this.#clock.now(), longestMs);
    const timer = left === null ? undefined : setTimeout(() => response.destroy(), left).unref();
    response.once('close', () => {
      clearTimeout(timer);
      this.#calls.delete(response);
    });
  }

  /** Cuts off what is open. @param but a call that ends by itself */
  end(ended: (visitor: Visitor) => boolean, but?: Response): void {
    for (const [response, visitor] of this.#calls) if (response !== but && ended(visitor)) response.destroy();
  }
}
