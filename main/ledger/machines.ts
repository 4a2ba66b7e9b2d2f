/** The machines that were let in, with their pinned certificates, and the certificates of those that were removed. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './ledger.ts';

export interface KnownMachine {
  /** The office's own id for it: what its agent says when that was free, else with a number behind it. */
  readonly id: string;
  readonly name: string;
  /** PEM. */
  readonly certificate: string;
  /** sha256 of the certificate, hex without colons: what lets it in. */
  readonly fingerprint: string;
  /** The coordinator's own PC. */
  readonly local: boolean;
  /** As its agent says it; the same on cloned disks. */
  readonly machineId: string;
  /** An admin took it out; it drains. */
  readonly removing: boolean;
}

/** known: it may come in. removed: it was in until an admin took it out. */
type Standing = 'known' | 'removed' | 'unknown';

const columns = `id, name, certificate, fingerprint, local, coalesce(machine_id, id) AS "machineId", removing`;

export class MachineBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  list(): KnownMachine[] {
    return this.#db.prepare(`SELECT ${columns} FROM machines ORDER BY added_at, id`).all().map(toMachine);
  }

  find(id: string): KnownMachine | null {
    const row = this.#db.prepare(`SELECT ${columns} FROM machines WHERE id = ?`).get(id);
    return row ? toMachine(row) : null;
  }

  /** The machine whose certificate this is; null when it may not come in. */
  admitted(fingerprint: string): KnownMachine | null {
    const row = this.#db.prepare(`SELECT ${columns} FROM machines WHERE fingerprint = ?`).get(fingerprint);
    return row ? toMachine(row) : null;
  }

  standing(fingerprint: string): Standing {
    if (this.admitted(fingerprint)) return 'known';
    const row = this.#db.prepare('SELECT 1 FROM removed_machines WHERE fingerprint = ?').get(fingerprint);
    return row ? 'removed' : 'unknown';
  }

  /** Lets a machine in. One of the same id gets the new certificate; its old one ends. */
  put(machine: KnownMachine, now = Date.now()): void {
    const { id, name, certificate, fingerprint, local, machineId } = machine;
    inTransaction(this.#db, () => {
      this.#db.prepare('DELETE FROM removed_machines WHERE fingerprint = ?').run(fingerprint);
      this.#db
        .prepare(
          `INSERT INTO machines (id, name, certificate, fingerprint, local, added_at, machine_id)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE
           SET certificate = excluded.certificate, fingerprint = excluded.fingerprint, machine_id = excluded.machine_id`,
        )
        .run(id, name, certificate, fingerprint, local ? 1 : 0, now, machineId);
    });
  }

  rename(id: string, name: string): void {
    this.#db.prepare('UPDATE machines SET name = ? WHERE id = ?').run(name, id);
  }

  /** Notes that a machine is to go, so that a restart in the middle does not keep it. */
  startRemoving(id: string): void {
    this.#db.prepare('UPDATE machines SET removing = 1 WHERE id = ?').run(id);
  }

  /**
   * Takes a machine out. Its certificate is remembered, so that it can be told when it comes again; the token that it joined with, and
   * might say again, is not.
   */
  remove(id: string, now = Date.now()): void {
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          `INSERT OR REPLACE INTO removed_machines (fingerprint, id, name, removed_at)
           SELECT fingerprint, id, name, ? FROM machines WHERE id = ?`,
        )
        .run(now, id);
      this.#db
        .prepare('DELETE FROM join_tokens WHERE used_by = (SELECT fingerprint FROM machines WHERE id = ?)')
        .run(id);
      this.#db.prepare('DELETE FROM machines WHERE id = ?').run(id);
    });
  }
}

const toMachine = (row: Record<string, unknown>): KnownMachine => ({
  ...(row as unknown as KnownMachine),
  local: row['local'] === 1,
  removing: row['removing'] === 1,
});
