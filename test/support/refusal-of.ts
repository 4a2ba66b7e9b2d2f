import type { Problem } from '../../contract/errors.ts';
import { ProblemError } from '../../contract/problem.ts';

/** With which problem something is refused. Any other error is thrown on. */
export function refusalOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it was not refused');
}
