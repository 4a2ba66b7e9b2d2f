/** The invites that were made, as hashes, and what became of each. */
import type { DatabaseSync } from 'node:sqlite';

interface Invite {
  readonly personId: string;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  /** It was taken back, or another one took its place. */
  readonly endedAt: number | null;
}

/** Used, expired and ended ones are kept this long, so that a refusal can say which of them it was. */
const keptForMs = 30 * 24 * 3_600_000;

export class InviteBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Keeps a new one, which takes the place of others of that person, and forgets those of long ago. */
  add({ hash, personId, expiresAt }: Pick<Invite, 'personId' | 'expiresAt'> & { hash: string }, now: number): void {
    this.#db.prepare('DELETE FROM invites WHERE expires_at < ?').run(now - keptForMs);
    this.endOf(personId, now);
    this.#db
      .prepare('INSERT INTO invites (hash, person_id, created_at, expires_at) VALUES (?, ?, ?, ?)')
      .run(hash, personId, now, expiresAt);
  }

  find(hash: string): Invite | null {
    const row = this.#db
      .prepare(
        `SELECT person_id AS personId, expires_at AS expiresAt, used_at AS usedAt, ended_at AS endedAt
         FROM invites WHERE hash = ?`,
      )
      .get(hash);
    return row ? (row as unknown as Invite) : null;
  }

  /** @returns false when it serves no more, or somebody else was quicker. */
  use(hash: string, now: number): boolean {
    const used = this.#db
      .prepare(
        'UPDATE invites SET used_at = ? WHERE hash = ? AND used_at IS NULL AND ended_at IS NULL AND expires_at > ?',
      )
      .run(now, hash, now);
    return used.changes === 1;
  }

  /** Takes back those of a person that nobody has used. */
  endOf(personId: string, now: number): void {
    this.#db
      .prepare('UPDATE invites SET ended_at = ? WHERE person_id = ? AND used_at IS NULL AND ended_at IS NULL')
      .run(now, personId);
  }

  /** Until when a person's open invite works; null: there is none. */
  openUntil(personId: string, now: number): number | null {
    const row = this.#db
      .prepare(
        `SELECT MAX(expires_at) AS until FROM invites
         WHERE person_id = ? AND used_at IS NULL AND ended_at IS NULL AND expires_at > ?`,
      )
      .get(personId, now);
    return row?.['until'] == null ? null : Number(row['until']);
  }
}
