import { refuse } from '../contract/problem.ts';

/** @throws ProblemError method_not_allowed */
export function allowMethod(method: string | undefined, only: string): void {
  if (method !== only) refuse('method_not_allowed', `Use ${only} here.`);
}
