/** `agent leave`: the machine forgets its office, and the agent that runs for it ends. */
import { setTimeout as wait } from 'node:timers/promises';
import { sendSignal } from '../common/process-end.ts';
import { runningAgent } from '../common/running-agent.ts';
import { refuse } from '../contract/problem.ts';
import { forgetEnrolment, readEnrolment } from './link/enrolment.ts';

/** An agent that has not ended by then is killed. */
const endsWithinMs = 4_000;
const lookEveryMs = 25;

/**
 * Deletes the enrolment and ends the agent of this data folder.
 * @returns what was done, as sentences
 * @throws ProblemError data_in_use when the agent cannot be ended
 */
export async function leaveOffice(dataDir: string): Promise<string> {
  const enrolment = await readEnrolment(dataDir);
  await forgetEnrolment(dataDir);
  const running = runningAgent(dataDir);
  if (running) await end(dataDir, running.pid);
  const left = enrolment ? 'This machine left its office.' : 'This machine belonged to no office.';
  const ended = running ? ' The agent ended.' : ' No agent ran.';
  // Only a coordinator on this PC enrols over loopback.
  const again = enrolment?.address.startsWith('127.')
    ? ' A coordinator that runs on this PC starts its agent again and lets it in again; to end that one, quit AIvailable.'
    : '';
  return left + ended + again;
}

async function end(dataDir: string, pid: number): Promise<void> {
  // Where there are no signals, on Windows, SIGTERM ends the process at once; its runners end with it.
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    sendSignal(pid, name);
    for (let waited = 0; waited < endsWithinMs; waited += lookEveryMs) {
      // Another pid: a successor, which its coordinator started.
      if (runningAgent(dataDir)?.pid !== pid) return;
      await wait(lookEveryMs);
    }
  }
  refuse('data_in_use', `The agent (process ${pid}) does not end.`, {
    effect: 'The office is forgotten, but the agent still runs.',
    action: `End process ${pid} by hand.`,
  });
}
