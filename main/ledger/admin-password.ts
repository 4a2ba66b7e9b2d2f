/** The admin password as it is kept: its scrypt hash, with salt and cost. */
import type { DatabaseSync } from 'node:sqlite';

export interface PasswordHash {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  /** scrypt's N, r and p. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export class AdminPasswordBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Null: none was set yet. */
  read(): PasswordHash | null {
    const row = this.#db
      .prepare(
        'SELECT salt, hash, cost, block_size AS blockSize, parallel, changed_at AS changedAt FROM admin_password',
      )
      .get();
    return row ? (row as unknown as PasswordHash) : null;
  }

  put({ salt, hash, cost, blockSize, parallel, changedAt }: PasswordHash): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO admin_password VALUES (1, ?, ?, ?, ?, ?, ?)')
      .run(salt, hash, cost, blockSize, parallel, changedAt);
  }
}
