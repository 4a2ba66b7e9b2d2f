/** The machines that were let in, with their pinned certificates. */
import type { DatabaseSync } from 'node:sqlite';

export interface KnownMachine {
  readonly id: string;
  readonly name: string;
  /** PEM. */
  readonly certificate: string;
  /** sha256 of the certificate, hex without colons. */
  readonly fingerprint: string;
  /** The coordinator's own PC. */
  readonly local: boolean;
}

export class MachineBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  list(): KnownMachine[] {
    const rows = this.#db.prepare(
      'SELECT id, name, certificate, fingerprint, local FROM machines ORDER BY added_at, id',
    );
    return rows.all().map((row) => ({ ...(row as unknown as KnownMachine), local: row['local'] === 1 }));
  }

  /** Lets a machine in. One of the same id gets the new certificate; its old one ends. */
  put(machine: KnownMachine, now = Date.now()): void {
    this.#db
      .prepare(
        `INSERT INTO machines (id, name, certificate, fingerprint, local, added_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET certificate = excluded.certificate, fingerprint = excluded.fingerprint`,
      )
      .run(machine.id, machine.name, machine.certificate, machine.fingerprint, machine.local ? 1 : 0, now);
  }
}
