/** `agent status`: what runs on a data folder, and for which office. */
import { type RunningAgent, runningAgent } from '../common/running-agent.ts';
import { readEnrolment } from './link/enrolment.ts';

interface AgentStatus {
  /** The agent that runs on this data folder. */
  readonly running: RunningAgent | null;
  /** Where its coordinator is; null when the machine belongs to no office. */
  readonly coordinator: { readonly address: string; readonly port: number } | null;
}

/** What runs on a data folder. The lock tells whether; the pid file tells which. */
export async function agentStatus(dataDir: string): Promise<AgentStatus> {
  const enrolment = await readEnrolment(dataDir);
  return {
    running: runningAgent(dataDir),
    coordinator: enrolment && { address: enrolment.address, port: enrolment.port },
  };
}

export function statusSentence({ running, coordinator }: AgentStatus): string {
  const where = coordinator ? ` for the coordinator at ${coordinator.address}:${coordinator.port}` : '';
  if (running)
    return `The agent runs${where} (process ${running.pid}, since ${new Date(running.startedAt).toISOString()}).`;
  return coordinator
    ? `The agent does not run. It belongs to${where.slice(4)}.`
    : 'No agent runs, and this machine belongs to no office.';
}
