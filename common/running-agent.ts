/** What an agent keeps in its data folder for the other programs of its PC: a lock that tells whether it runs, and its process id. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isFileLocked } from './file-lock.ts';

export const RunningAgent = z.object({
  pid: z.int().positive(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
});
export type RunningAgent = z.infer<typeof RunningAgent>;

export const agentLockFile = (dataDir: string): string => path.join(dataDir, 'agent.lock');
export const agentPidFile = (dataDir: string): string => path.join(dataDir, 'agent.pid.json');

/**
 * The agent that runs on a data folder; null when none does, or when it has not said yet which process it is. A killed agent leaves
 * its file behind, so the file is believed only while the folder is held.
 * @throws ProblemError data_not_writable when the lock cannot be looked at
 */
export function runningAgent(dataDir: string): RunningAgent | null {
  if (!isFileLocked(agentLockFile(dataDir))) return null;
  try {
    return RunningAgent.parse(JSON.parse(readFileSync(agentPidFile(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
