/** External servers that answer beside the office's own machines. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AttachRequest } from '../../contract/attached.ts';

export interface ServerRecord extends AttachRequest {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** The keys of all servers in a data folder, be it in use or of another version; none where they cannot be read. */
export function attachedKeysIn(dataDir: string): string[] {
  try {
    using db = new DatabaseSync(path.join(dataDir, 'ledger.sqlite'), { readOnly: true });
    const rows = db.prepare('SELECT key FROM attached_servers WHERE key IS NOT NULL').all();
    return rows.map(({ key }) => String(key));
  } catch {
    return [];
  }
}

export class AttachedBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** In the order in which they came. */
  all(): ServerRecord[] {
    return this.#db
      .prepare('SELECT * FROM attached_servers ORDER BY added_at, id')
      .all()
      .map((row) => ({
        id: String(row['id']),
        name: String(row['name']),
        url: String(row['url']),
        key: row['key'] === null ? null : String(row['key']),
        certificate: row['certificate'] === null ? null : String(row['certificate']),
        slots: Number(row['slots']),
        prefer: row['prefer'] === 1,
        models: JSON.parse(String(row['models'])) as ServerRecord['models'],
        addedAt: Number(row['added_at']),
      }));
  }

  /** A server of the same id is overwritten. */
  put({ id, name, url, key, certificate, slots, prefer, models, addedAt }: ServerRecord): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO attached_servers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, name, url, key, certificate, slots, prefer ? 1 : 0, JSON.stringify(models), addedAt);
  }

  /** With its key. @returns whether there was one */
  remove(id: string): boolean {
    return this.#db.prepare('DELETE FROM attached_servers WHERE id = ?').run(id).changes > 0;
  }
}
