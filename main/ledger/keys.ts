/** Keys: what a program shows to use the API. Only their hash is kept; the key itself is shown once. */
import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { refuse } from '../../contract/problem.ts';
import { newId } from '../base/ids.ts';
import { tryToWrite } from './try-to-write.ts';

interface KeyFacts {
  readonly id: string;
  readonly name: string;
  /** The last four characters, so that a person can tell keys apart. */
  readonly hint: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** Hashing without salt serves here: a key has 192 random bits, so there is nothing to guess. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const lastUsedEveryMs = 60_000;

export class Keys {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #find;

  constructor(db: DatabaseSync, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
    this.#find = db.prepare('SELECT id, name, last_used_at FROM keys WHERE hash = ? AND revoked_at IS NULL');
  }

  /** Makes a key and returns it: the only time that it is seen. @throws ProblemError key_exists */
  create(name: string): { key: string; facts: KeyFacts } {
    if (name.trim() === '' || name.length > 60) refuse('invalid_request', 'A key’s name has 1 to 60 characters.');
    if (this.#db.prepare('SELECT 1 FROM keys WHERE name = ?').get(name)) {
      refuse('key_exists', `There is a key named “${name}” already.`);
    }
    const key = `aiv-${randomBytes(24).toString('base64url')}`;
    const id = newId('key');
    this.#db
      .prepare('INSERT INTO keys (id, name, hash, hint, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(id, name, hashOf(key), key.slice(-4), this.#now());
    return { key, facts: this.list().find((facts) => facts.id === id) as KeyFacts };
  }

  /** All keys that serve, oldest first. */
  list(): KeyFacts[] {
    const rows = this.#db.prepare(
      `SELECT id, name, hint, created_at AS createdAt, last_used_at AS lastUsedAt
       FROM keys WHERE revoked_at IS NULL ORDER BY created_at, id`,
    );
    return rows.all() as unknown as KeyFacts[];
  }

  /** Ends a key at once. Its name becomes free. @returns whether there was one. */
  revoke(name: string): boolean {
    const ended = this.#db
      .prepare("UPDATE keys SET revoked_at = ?, name = name || ' (' || id || ')' WHERE name = ? AND revoked_at IS NULL")
      .run(this.#now(), name);
    return ended.changes > 0;
  }

  /** The key that a program shows, or null. Asked on each request, so that a revoked key ends at once. */
  find(secret: string): { id: string; name: string } | null {
    const row = this.#find.get(hashOf(secret)) as { id: string; name: string; last_used_at: number | null } | undefined;
    if (!row) return null;
    if (this.#now() - (row.last_used_at ?? 0) > lastUsedEveryMs) {
      // A key serves, whether or not it can be noted when.
      tryToWrite(null, () =>
        this.#db.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?').run(this.#now(), row.id),
      );
    }
    return { id: row.id, name: row.name };
  }
}
