/** `agent leave`: the machine forgets its office, and the agent that runs for it ends. */
import { forgetOffice } from '../link/forget-office.ts';
import { readEnrolment } from '../link/enrolment.ts';
import { stopAgent } from './stop-agent.ts';

/**
 * Deletes the enrolment and the key, and ends the agent of this data folder.
 * @returns what was done, as sentences
 * @throws ProblemError data_in_use when the agent cannot be ended
 */
export async function leaveOffice(dataDir: string): Promise<string> {
  const enrolment = await readEnrolment(dataDir);
  await forgetOffice(dataDir);
  const ran = await stopAgent(dataDir);
  const left = enrolment ? 'This machine left its office.' : 'This machine belonged to no office.';
  const ended = ran ? ' The agent ended.' : ' No agent ran.';
  // Only a coordinator on this PC enrols over loopback.
  const again = enrolment?.addresses[0]?.startsWith('127.')
    ? ' A coordinator that runs on this PC starts its agent again and lets it in again; to end that one, quit AIvailable.'
    : '';
  return left + ended + again;
}
