/** A lock that ends with the process that holds it, however that ends: a process id in a file may long belong to another program. */
import { accessSync, constants, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../contract/problem.ts';

/** SQLite's result code for "another process holds it"; its extended codes carry it in the lowest byte. */
const busy = 5;
/** Whoever looks at a lock keeps its taker out for less than this. */
const looksMs = 250;

/**
 * Takes the lock of a file for this process. The lock is the operating system's own, on an empty SQLite file, which is made where
 * it is missing.
 * @returns how to let go; null when another holder has it
 * @throws ProblemError data_not_writable
 */
export function holdFileLock(file: string): (() => void) | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: looksMs });
    // SQLite locks a file that it may only read for reading alone, which keeps nobody out.
    accessSync(file, constants.W_OK);
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return null;
    refuse('data_not_writable', `The lock ${file} cannot be taken: ${words(error)}.`);
  }
  const held = database;
  return () => held.close();
}

/** Whether somebody holds the lock now. The look is one for reading: others may look at the same time. @throws ProblemError data_not_writable */
export function isFileLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: 0, readOnly: true });
    database.exec('SELECT 1 FROM sqlite_schema');
    return false;
  } catch (error) {
    return isBusy(error) || refuse('data_not_writable', `The lock ${file} cannot be looked at: ${words(error)}.`);
  } finally {
    database?.close();
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === busy;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
