/** The error that carries a Problem: the only kind that is shown to users. */
import { errorKinds, Problem, type ErrorCode } from './errors.ts';

type Extra = Partial<Pick<Problem, 'effect' | 'action' | 'param' | 'retryAfter'>>;

/** A Problem with the effect and the action of its code, unless `extra` says it better for this case. */
export function problem(code: ErrorCode, message: string, extra: Extra = {}): Problem {
  const { effect, action } = errorKinds[code];
  return { code, message, effect, action, ...extra };
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(what: Problem, options?: ErrorOptions) {
    super(what.message, options);
    this.problem = what;
  }

  get status(): number {
    return errorKinds[this.problem.code].status;
  }
}

/** Throws a ProblemError; for the end of a branch that cannot go on. */
export function refuse(code: ErrorCode, message: string, extra?: Extra): never {
  throw new ProblemError(problem(code, message, extra));
}

/** Any thrown value as a Problem. What is not one of ours becomes `internal`, without its details: those belong in the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problem('internal', 'Something went wrong inside AIvailable.');
}
