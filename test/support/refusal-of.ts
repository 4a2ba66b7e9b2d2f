import { ProblemError } from '../../contract/problem.ts';

/** With which problem something is refused. Any other error is thrown on. */
export function refusalOf(act: () => unknown): { code: string; param: string | undefined } {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return { code: error.problem.code, param: error.problem.param };
    throw error;
  }
  throw new Error('it was not refused');
}
