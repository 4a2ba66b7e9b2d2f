/** The agent's data folder, held by one agent at a time. */
import { holdFileLock } from '../../common/file-lock.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { agentLockFile } from '../../common/running-agent.ts';
import { refuse } from '../../contract/problem.ts';

/**
 * Makes the folder where it is missing, and takes it for this process.
 * @returns gives the folder back
 * @throws ProblemError data_in_use or data_not_writable
 */
export function holdDataFolder(dataDir: string): () => void {
  try {
    makeFolder(dataDir, 0o700);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse('data_not_writable', `The data folder ${dataDir} cannot be made: ${why}.`);
  }
  return (
    holdFileLock(agentLockFile(dataDir)) ?? refuse('data_in_use', `Another agent runs with the data folder ${dataDir}.`)
  );
}
