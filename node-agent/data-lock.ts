import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../contract/problem.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Takes a data folder for this process alone. The lock is the operating system's, on an empty SQLite file, so it ends with
 * the process however that ends; a pid in a file may long belong to another program.
 * @returns gives the folder back
 * @throws ProblemError data_in_use or data_not_writable
 */
export function lockDataFolder(dataDir: string): () => void {
  const database = openLockFile(dataDir);
  try {
    database.exec('PRAGMA journal_mode=MEMORY; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    refuse('data_in_use', `Another agent runs with the data folder ${dataDir}.`);
  }
  return () => database.close();
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    makeFolder(dataDir, 0o700);
    return new DatabaseSync(path.join(dataDir, 'agent.lock'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('data_not_writable', `The data folder ${dataDir} cannot be written: ${why}.`);
  }
}
