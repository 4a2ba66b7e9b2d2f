/** `agent leave`: the machine forgets its office, and the agent that runs for it ends. */
import { forgetOffice } from '../link/forget-office.ts';
import { readEnrolment } from '../link/enrolment.ts';
import { readInstallRecord } from '../service/install-record.ts';
import { endForGood, stopAgent } from './stop-agent.ts';

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
  const ended = ran ? 'The agent ended.' : 'No agent ran.';
  return `${left} ${ended}${comesBack(dataDir, enrolment?.addresses[0])}`;
}

/** What starts the agent again; it then has no office. Empty when nothing does. */
function comesBack(dataDir: string, coordinator = ''): string {
  const record = readInstallRecord(dataDir);
  if (record)
    return ` Its service starts it again; then it asks every office that it hears to let it in. ${endForGood(record)}`;
  // Only a coordinator on this PC enrols over loopback.
  return coordinator.startsWith('127.')
    ? ' A coordinator that runs on this PC starts its agent again and lets it in again; to end that one, quit AIvailable.'
    : '';
}
