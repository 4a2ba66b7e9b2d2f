import { refuse } from '../../contract/problem.ts';

/** @throws ProblemError machine_not_found */
export const noSuchMachine = (): never => refuse('machine_not_found', 'There is no such machine in this office.');
