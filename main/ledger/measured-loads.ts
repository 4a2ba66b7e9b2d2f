/**
 * What real loads took: the newest few of each file, backend, GPU family and shape. Read on each report of a machine, so what was
 * read is kept until a load is added.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { Backend } from '../../contract/hardware.ts';
import type { MeasuredLoad } from '../../contract/plan.ts';
import { inTransaction } from './ledger.ts';
import { tryToWrite } from './try-to-write.ts';

/** Loads of one shape differ little; the largest of a few is what the next may take. */
const mostOfOneShape = 3;
/** More shapes of one file than anybody tries; the oldest go first. */
const mostOfOneFile = 200;

export class MeasuredLoads {
  readonly #db: DatabaseSync;
  readonly #log: Log | null;
  #all: readonly MeasuredLoad[] | null = null;
  readonly #noted = new Set<string>();

  constructor(db: DatabaseSync, log: Log | null) {
    this.#db = db;
    this.#log = log;
  }

  all(): readonly MeasuredLoad[] {
    this.#all ??= this.#db
      .prepare('SELECT * FROM measured_loads ORDER BY at, replica')
      .all()
      .map((row) => ({
        sha256: String(row['sha256']),
        backend: Backend.parse(row['backend']),
        family: String(row['family']),
        contextLength: Number(row['context_length']),
        slots: Number(row['slots']),
        memory: {
          weightsBytes: Number(row['weights']),
          cacheBytes: Number(row['cache']),
          workBytes: Number(row['work']),
        },
      }));
    return this.#all;
  }

  /** @param replica which one it was, in the whole office and for all time: each counts once. */
  note(replica: string, load: MeasuredLoad, now = Date.now()): void {
    if (this.#noted.has(replica)) return;
    // What cannot be written comes again with the machine's next report.
    if (!tryToWrite(this.#log, () => this.#write(replica, load, now))) return;
    this.#noted.add(replica);
    this.#all = null;
  }

  #write(replica: string, load: MeasuredLoad, now: number): void {
    const { sha256, backend, family, contextLength, slots, memory } = load;
    const shape = [sha256, backend, family, contextLength, slots];
    inTransaction(this.#db, () => {
      this.#db
        .prepare('INSERT OR IGNORE INTO measured_loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(replica, ...shape, memory.weightsBytes, memory.cacheBytes, memory.workBytes, now);
      const same = 'sha256 = ? AND backend = ? AND family = ? AND context_length = ? AND slots = ?';
      this.#forget(same, shape, mostOfOneShape);
      this.#forget('sha256 = ?', [sha256], mostOfOneFile);
    });
  }

  /** Others are not there any more, and need not be known. @param replicas names as they are noted */
  keepOnly(replicas: ReadonlySet<string>): void {
    for (const name of this.#noted) if (!replicas.has(name)) this.#noted.delete(name);
  }

  /** Deletes those that match, but for the newest. */
  #forget(which: string, values: readonly (string | number)[], keep: number): void {
    this.#db
      .prepare(
        `DELETE FROM measured_loads WHERE replica IN
           (SELECT replica FROM measured_loads WHERE ${which} ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
      )
      .run(...values, keep);
  }
}
