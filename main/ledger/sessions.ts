/** Sessions of browsers, kept as hashes, so that a restart leaves them signed in. */
import type { DatabaseSync } from 'node:sqlite';

export class SessionBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  add({ hash, createdAt, expiresAt }: { hash: string; createdAt: number; expiresAt: number }): void {
    this.#db.prepare('INSERT INTO sessions VALUES (?, ?, ?)').run(hash, createdAt, expiresAt);
  }

  find(hash: string): { expiresAt: number } | null {
    const row = this.#db.prepare('SELECT expires_at FROM sessions WHERE hash = ?').get(hash);
    return row ? { expiresAt: Number(row['expires_at']) } : null;
  }

  removeExpired(now: number): void {
    this.#db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(now);
  }
}
