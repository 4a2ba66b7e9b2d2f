import type { Log } from '../../common/log.ts';
import type { Problem } from '../../contract/errors.ts';
import { problem, ProblemError, toProblem } from '../../contract/problem.ts';

/** Why a machine's stream ended before its time. What is no problem of ours is a broken stream: its details go to the log. */
export function problemOfStream(error: unknown, machineName: string, log: Log): Problem {
  if (error instanceof ProblemError) return toProblem(error);
  log.warn({ err: error, machine: machineName }, 'a stream broke');
  return problem('machine_lost', `The connection to ${machineName} broke.`);
}
