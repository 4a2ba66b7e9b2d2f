/** The ledger: one SQLite file that keeps what must survive a power cut. Opens it, migrates it, closes it. */
import { chmodSync, closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../../contract/problem.ts';
import { migrations } from './migrations.ts';

/**
 * Opens `ledger.sqlite` in the data folder, makes it if it is missing, and brings it to this version's tables. Several
 * processes may have it open at once: the CLI works beside a running coordinator.
 * @throws ProblemError data_too_new when a newer version of AIvailable wrote the file.
 */
export function openLedger(dataDir: string): DatabaseSync {
  const file = path.join(dataDir, 'ledger.sqlite');
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  migrate(db);
  return db;
}

function migrate(db: DatabaseSync): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version() > migrations.length) {
    db.close();
    refuse('data_too_new', 'The data folder was written by a newer version of AIvailable.');
  }
  if (version() === migrations.length) return;
  inTransaction(db, () => {
    for (const step of migrations.slice(version())) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** Runs `work` whole or not at all. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite may have rolled back itself: a second time would hide the reason.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
