import type { Problem } from '../../contract/errors.ts';

/** It is worth another try by itself, later. */
export class TryLater extends Error {
  override readonly name = 'TryLater';
  readonly problem: Problem;
  /** What the server asks for, in milliseconds; null: it is ours to choose. */
  readonly afterMs: number | null;

  constructor(what: Problem, afterMs: number | null = null, options?: ErrorOptions) {
    super(what.message, options);
    this.problem = what;
    this.afterMs = afterMs;
  }
}
