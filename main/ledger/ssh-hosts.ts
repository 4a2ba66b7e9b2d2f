/** The SSH host keys that an admin compared: from then on another key at the same address is refused. */
import type { DatabaseSync } from 'node:sqlite';

export class SshHostBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The pinned fingerprint ("SHA256:…"), or null at a first visit. */
  find(address: string, port: number): string | null {
    const row = this.#db.prepare('SELECT fingerprint FROM ssh_hosts WHERE address = ? AND port = ?');
    const found = row.get(placeOf(address), port);
    return found === undefined ? null : String(found['fingerprint']);
  }

  /** Pins a key. The one that was pinned before is not replaced: it is forgotten by an admin first. */
  pin(address: string, port: number, fingerprint: string, now = Date.now()): void {
    this.#db
      .prepare(
        'INSERT INTO ssh_hosts (address, port, fingerprint, pinned_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(placeOf(address), port, fingerprint, now);
  }

  /** @returns whether there was one. */
  forget(address: string, port: number): boolean {
    const ended = this.#db.prepare('DELETE FROM ssh_hosts WHERE address = ? AND port = ?');
    return ended.run(placeOf(address), port).changes > 0;
  }
}

/** Names of hosts do not differ by case, nor by the dot at their end. */
const placeOf = (address: string): string => address.trim().toLowerCase().replace(/\.$/, '');
