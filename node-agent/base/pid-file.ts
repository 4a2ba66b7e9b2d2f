/** Says which process runs on a data folder, for whoever finds the folder held. */
import { rmSync, writeFileSync } from 'node:fs';
import { agentPidFile, type RunningAgent } from '../../common/running-agent.ts';

export const writePidFile = (dataDir: string, pid: number): void =>
  writeFileSync(agentPidFile(dataDir), JSON.stringify({ pid, startedAt: Date.now() } satisfies RunningAgent));

export const removePidFile = (dataDir: string): void => rmSync(agentPidFile(dataDir), { force: true });
