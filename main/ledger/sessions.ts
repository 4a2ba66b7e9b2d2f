/** Sessions of browsers, kept as hashes, so that a restart leaves them signed in. */
import type { DatabaseSync } from 'node:sqlite';

export interface KeptSession {
  readonly hash: string;
  readonly personId: string;
  /** It began with the launch link, and serves at the coordinator's own PC alone. */
  readonly atThisPc: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Until when it may do admin things, at another PC; null: it may not. */
  readonly adminUntil: number | null;
  /** Null: it serves. One that was ended is kept, so that its browser can be told so. */
  readonly endedAt: number | null;
}

export class SessionBook {
  readonly #db: DatabaseSync;
  readonly #find;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#find = db.prepare(
      `SELECT hash, person_id AS personId, at_this_pc AS atThisPc, created_at AS createdAt, expires_at AS expiresAt,
         admin_until AS adminUntil, ended_at AS endedAt FROM sessions WHERE hash = ?`,
    );
  }

  add({ hash, personId, atThisPc, createdAt, expiresAt }: Omit<KeptSession, 'adminUntil' | 'endedAt'>): void {
    this.#db
      .prepare('INSERT INTO sessions (hash, person_id, at_this_pc, created_at, expires_at) VALUES (?, ?, ?, ?, ?)')
      .run(hash, personId, Number(atThisPc), createdAt, expiresAt);
  }

  find(hash: string): KeptSession | null {
    const row = this.#find.get(hash);
    return row ? ({ ...row, atThisPc: row['atThisPc'] === 1 } as unknown as KeptSession) : null;
  }

  /** @param until milliseconds since 1970; null: it may do admin things no more */
  setAdmin(hash: string, until: number | null): void {
    this.#db.prepare('UPDATE sessions SET admin_until = ? WHERE hash = ?').run(until, hash);
  }

  /** At another PC nobody may do admin things any more. @param personId only this one */
  endAdmin(personId: string | null = null): void {
    this.#db.prepare('UPDATE sessions SET admin_until = NULL WHERE person_id = COALESCE(?, person_id)').run(personId);
  }

  remove(hash: string): void {
    this.#db.prepare('DELETE FROM sessions WHERE hash = ?').run(hash);
  }

  /** All of a person, at once. */
  endOf(personId: string, now: number): void {
    this.#db.prepare('UPDATE sessions SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL').run(now, personId);
  }

  /** Browsers of a person that are signed in. */
  count(personId: string, now: number): number {
    const row = this.#db
      .prepare(
        'SELECT COUNT(*) AS all_of_them FROM sessions WHERE person_id = ? AND ended_at IS NULL AND expires_at > ?',
      )
      .get(personId, now);
    return Number(row?.['all_of_them'] ?? 0);
  }

  removeExpired(now: number): void {
    this.#db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(now);
  }
}
