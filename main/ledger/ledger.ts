/** The ledger: one SQLite file that keeps what must survive a power cut. Opens it, migrates it, closes it. */
import { chmodSync, closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../../contract/problem.ts';
import { migrations } from './migrations.ts';

/**
 * Opens `ledger.sqlite` in the data folder, makes it if it is missing, and brings it to this version's tables. Several
 * processes may have it open at once: the CLI works beside a running coordinator.
 * @param first what brings the tables to this version; a backup's rows come in on the way
 * @throws ProblemError data_too_new when a newer version of AIvailable wrote the file.
 */
export function openLedger(dataDir: string, first: (db: DatabaseSync) => void = migrate): DatabaseSync {
  const file = path.join(dataDir, 'ledger.sqlite');
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    first(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Brings the tables to a version, this one's by default.
 * @throws ProblemError data_too_new when they are of a newer one, or it is not known here
 */
export function migrate(db: DatabaseSync, wanted = migrations.length): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version() > wanted || wanted > migrations.length) {
    refuse('data_too_new', 'The data folder was written by a newer version of AIvailable.');
  }
  if (version() === wanted) return;
  inTransaction(db, () => {
    for (const step of migrations.slice(version(), wanted)) db.exec(step);
    db.exec(`PRAGMA user_version = ${wanted}`);
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
