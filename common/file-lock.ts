/** A lock that ends with the process that holds it, however that ends: a process id in a file may long belong to another program. */
import { accessSync, constants, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../contract/problem.ts';

/** SQLite's result code for "another process holds it"; its extended codes carry it in the lowest byte. */
const busy = 5;

/**
 * Takes the lock of a file for this process. The lock is the operating system's own, on an empty SQLite file, which is made where
 * it is missing.
 * @returns how to let go; null when another holder has it
 * @throws ProblemError data_not_writable
 */
export function holdFileLock(file: string): (() => void) | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // SQLite locks a file that it may only read for reading alone, which keeps nobody out.
    accessSync(file, constants.W_OK);
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return null;
    const why = error instanceof Error ? error.message : String(error);
    refuse('data_not_writable', `The lock ${file} cannot be taken: ${why}.`);
  }
  const held = database;
  return () => held.close();
}

/** Whether somebody holds the lock now. @throws ProblemError data_not_writable */
export function isFileLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const letGo = holdFileLock(file);
  letGo?.();
  return letGo === null;
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === busy;
