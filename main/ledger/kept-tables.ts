/** What a backup keeps of the ledger: who may come in, and how the office is used. As rows, so that they can be read and checked. */
import type { DatabaseSync } from 'node:sqlite';
import type { KeptLedger, KeptRow } from '../../contract/office-backup.ts';
import { inTransaction, migrate } from './ledger.ts';
import { migrations } from './migrations.ts';
import { officePersonId } from './people.ts';

/**
 * Each table with those of its rows that another PC can use, in an order in which they may be written. The coordinator's own PC is
 * left out, and who sat there: another one takes that part.
 */
const kept: Readonly<Record<string, string>> = {
  machines: 'local = 0 AND removing = 0',
  gpu_limits: 'machine_id IN (SELECT id FROM machines WHERE local = 0 AND removing = 0)',
  removed_machines: 'TRUE',
  people: `id <> '${officePersonId}'`,
  sessions: 'at_this_pc = 0 AND ended_at IS NULL AND expires_at > :now',
  invites: 'used_at IS NULL AND ended_at IS NULL AND expires_at > :now',
  admin_password: 'TRUE',
  keys: 'TRUE',
  model_aliases: 'TRUE',
  presets: 'TRUE',
};

/** Of the tables that are known here. */
export const newestVersion = migrations.length;

/** @param now milliseconds since 1970: what has ended by then is left out */
export function keptLedger(db: DatabaseSync, now: number): KeptLedger {
  const tables = Object.entries(kept).map(([table, which]) => {
    const rows = db.prepare(`SELECT * FROM ${table} WHERE ${which}`).all(which.includes(':now') ? { now } : {});
    return [table, rows.map(toKept)] as const;
  });
  return { version: newestVersion, tables: Object.fromEntries(tables) };
}

/**
 * Writes kept rows into a new ledger, and brings it to this version's tables.
 * @param now milliseconds since 1970
 * @throws ProblemError data_too_new; Error when the rows are none of that version's tables
 */
export function takeKept(db: DatabaseSync, { version, tables }: KeptLedger, now: number): void {
  migrate(db, version);
  inTransaction(db, () => {
    for (const table of Object.keys(kept)) for (const row of tables[table] ?? []) putRow(db, table, row);
  });
  const strange = Object.keys(tables).find((table) => !Object.hasOwn(kept, table));
  if (strange !== undefined) throw new Error(`A backup keeps no table ${strange}.`);
  migrate(db);
  // What a backup would not hold, whoever wrote this one; and nobody is an admin at another PC by a file.
  inTransaction(db, () => {
    for (const [table, which] of Object.entries(kept).filter(([name]) => name !== 'people')) {
      db.prepare(`DELETE FROM ${table} WHERE NOT (${which})`).run(which.includes(':now') ? { now } : {});
    }
    db.exec('UPDATE sessions SET admin_until = NULL');
  });
}

function putRow(db: DatabaseSync, table: string, row: KeptRow): void {
  const columns = db.prepare(`SELECT name FROM pragma_table_info(?)`).all(table);
  const names = columns.map(({ name }) => String(name));
  const odd = Object.keys(row).find((name) => !names.includes(name));
  if (odd !== undefined) throw new Error(`The table ${table} has no column ${odd}.`);
  const own = Object.keys(row);
  // A row that is there already, such as who sits at this PC, takes no other in its place.
  db.prepare(`INSERT INTO ${table} (${own.join(', ')}) VALUES (${own.map(() => '?').join(', ')})`).run(
    ...Object.values(row).map(fromKept),
  );
}

const toKept = (row: Record<string, unknown>): KeptRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array
        ? { bytes: Buffer.from(value).toString('base64') }
        : (value as string | number | null),
    ]),
  );

const fromKept = (value: KeptRow[string]): string | number | null | Uint8Array =>
  typeof value === 'object' && value !== null ? Buffer.from(value.bytes, 'base64') : value;
