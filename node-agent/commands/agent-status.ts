/** `agent status`: what runs on a data folder, and for which office. */
import { type RunningAgent, runningAgent } from '../../common/running-agent.ts';
import { type UserPause, userPauseInWords } from '../../contract/user-pause.ts';
import { readUserPause } from '../base/user-pause-file.ts';
import { readEnrolment } from '../link/enrolment.ts';
import { type OpenAsk, readOpenAsks } from '../link/open-asks.ts';

interface AgentStatus {
  /** The agent that runs on this data folder. */
  readonly running: RunningAgent | null;
  /** Null when the machine belongs to no office. `name` is "" on the coordinator's own PC. */
  readonly office: { readonly name: string; readonly addresses: readonly string[] } | null;
  /** Offices that were asked to let this machine in, each with the code to compare. */
  readonly asks: readonly OpenAsk[];
  /** The pause that the user of this PC gave it. */
  readonly paused: UserPause | null;
}

/** What runs on a data folder. The lock tells whether; the pid file tells which. */
export async function agentStatus(dataDir: string): Promise<AgentStatus> {
  const enrolment = await readEnrolment(dataDir);
  const running = runningAgent(dataDir);
  return {
    running,
    office: enrolment && { name: enrolment.officeName, addresses: enrolment.addresses },
    asks: running && !enrolment ? readOpenAsks(dataDir) : [],
    paused: readUserPause(dataDir, Date.now()),
  };
}

export function statusSentence(status: AgentStatus): string {
  const { paused } = status;
  if (!paused) return standing(status);
  return `${standing(status)}\nIt is ${userPauseInWords(paused, Date.now())} and holds no models. To end that: agent resume`;
}

function standing({ running, office, asks }: AgentStatus): string {
  const where = office ? officeInWords(office) : '';
  if (!running) {
    return office
      ? `The agent does not run. It belongs to ${where}.`
      : 'No agent runs, and this machine belongs to no office.';
  }
  const since = new Date(running.startedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const runs = `(process ${running.pid}, since ${since})`;
  if (office) return `The agent runs for ${where} ${runs}.`;
  return [
    `The agent runs ${runs}. This machine belongs to no office yet.`,
    ...(asks.length > 0 ? asks.map(askSentence) : ['No coordinator was found so far; it goes on looking.']),
  ].join('\n');
}

/** What an office that was asked said: the code to compare, or no. */
export const askSentence = ({ code, officeName, address }: OpenAsk): string =>
  code === null
    ? `“${officeName}” (${address}) said no; it is asked again in some minutes.`
    : `Code ${code} for “${officeName}” (${address})`;

const officeInWords = ({ name, addresses: [address = ''] }: NonNullable<AgentStatus['office']>): string =>
  name === '' ? `the coordinator at ${address}` : `“${name}” at ${address}`;
