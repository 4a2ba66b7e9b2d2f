/** The join tokens that were made, as hashes, and which certificate used each. */
import type { DatabaseSync } from 'node:sqlite';

interface KeptToken {
  readonly hash: string;
  readonly expiresAt: number;
  /** Fingerprint of the certificate that used it; null while nobody did. */
  readonly usedBy: string | null;
}

/** Used and expired ones are kept this long, so that a refusal can say which of the two it was. */
const keptForMs = 24 * 3_600_000;

export class JoinTokenBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Keeps a new one, and forgets those of long ago. */
  add({ hash, expiresAt }: Pick<KeptToken, 'hash' | 'expiresAt'>, now: number): void {
    this.#db.prepare('DELETE FROM join_tokens WHERE expires_at < ?').run(now - keptForMs);
    this.#db
      .prepare('INSERT INTO join_tokens (hash, created_at, expires_at) VALUES (?, ?, ?)')
      .run(hash, now, expiresAt);
  }

  find(hash: string): KeptToken | null {
    const row = this.#db
      .prepare('SELECT hash, expires_at AS "expiresAt", used_by AS "usedBy" FROM join_tokens WHERE hash = ?')
      .get(hash);
    return row ? (row as unknown as KeptToken) : null;
  }

  /** Ends a token that nobody has used. */
  remove(hash: string): void {
    this.#db.prepare('DELETE FROM join_tokens WHERE hash = ? AND used_at IS NULL').run(hash);
  }

  /** @returns false when somebody else was quicker. */
  use(hash: string, fingerprint: string, now: number): boolean {
    return (
      this.#db
        .prepare('UPDATE join_tokens SET used_at = ?, used_by = ? WHERE hash = ? AND used_at IS NULL')
        .run(now, fingerprint, hash).changes === 1
    );
  }
}
