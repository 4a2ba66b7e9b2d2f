/** `agent stop`: the agent that runs on a data folder ends; its office stays as it is. */
import { setTimeout as wait } from 'node:timers/promises';
import { sendSignal } from '../../common/process-end.ts';
import { runningAgent } from '../../common/running-agent.ts';
import { refuse } from '../../contract/problem.ts';
import { type InstallRecord, readInstallRecord } from '../service/install-record.ts';

/** An agent that has not ended by then is killed. */
const endsWithinMs = 4_000;
const lookEveryMs = 25;

/** What was done, as sentences. @param ran whether there was an agent to end */
export function stopSentence(dataDir: string, ran: boolean): string {
  if (!ran) return 'No agent ran.';
  const record = readInstallRecord(dataDir);
  return record ? `The agent ended, and its service starts it again. ${endForGood(record)}` : 'The agent ended.';
}

/** How an agent is ended that its service would start again. */
export function endForGood({ kind }: InstallRecord): string {
  if (kind === 'windows') return 'To end it for good, uninstall “AIvailable agent” in Settings, Apps.';
  return `To end it for good: agent service uninstall${kind === 'systemd-system' ? ' --system' : ''}`;
}

/**
 * Ends the agent of this data folder. Whoever watches over it, a service or its coordinator, may start it again.
 * @returns whether one ran
 * @throws ProblemError data_in_use when it cannot be ended
 */
export async function stopAgent(dataDir: string): Promise<boolean> {
  const running = runningAgent(dataDir);
  if (!running) return false;
  // Where there are no signals, on Windows, SIGTERM ends the process at once; its runners end with it.
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    sendSignal(running.pid, name);
    for (let waited = 0; waited < endsWithinMs; waited += lookEveryMs) {
      // Another pid: a successor, which was started meanwhile.
      if (runningAgent(dataDir)?.pid !== running.pid) return true;
      await wait(lookEveryMs);
    }
  }
  return refuse('data_in_use', `The agent (process ${running.pid}) does not end.`, {
    effect: 'The agent still runs.',
    action: `End process ${running.pid} by hand.`,
  });
}
