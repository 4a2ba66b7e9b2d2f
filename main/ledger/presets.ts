/** Instructions for chats that people keep, each for the person who owns it, or for everybody. */
import type { DatabaseSync } from 'node:sqlite';

interface KeptPreset {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly text: string;
  /** Everybody in the office may choose it. */
  readonly shared: boolean;
}

export class PresetBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** A person's own and the shared ones, by name. */
  list(owner: string): KeptPreset[] {
    return this.#db
      .prepare('SELECT * FROM presets WHERE owner = ? OR shared = 1 ORDER BY name COLLATE NOCASE, id')
      .all(owner)
      .map((row) => ({
        id: String(row['id']),
        owner: String(row['owner']),
        name: String(row['name']),
        text: String(row['text']),
        shared: row['shared'] === 1,
      }));
  }

  /** One with the same id is replaced. */
  put({ id, owner, name, text, shared }: KeptPreset): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO presets VALUES (?, ?, ?, ?, ?)')
      .run(id, owner, name, text, Number(shared));
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM presets WHERE id = ?').run(id);
  }
}
