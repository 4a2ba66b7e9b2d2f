/** Keys: what a program shows to use the API. Only their hash is kept; the key itself is shown once. */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { changedLimits, KeyLimits, noLimits, type KeyLimitWishes, type KeyView } from '../../contract/keys.ts';
import { refuse } from '../../contract/problem.ts';
import { hashOfSecret } from '../base/hash-of-secret.ts';
import { newId } from '../base/ids.ts';
import { tryToWrite } from './try-to-write.ts';

export type KeyFacts = Omit<KeyView, 'tokensToday'>;

interface KeyWishes {
  readonly owner?: string | null;
  readonly limits?: KeyLimitWishes;
}

interface KeyRow extends Omit<KeyFacts, 'limits'> {
  readonly limits: string;
}

const lastUsedEveryMs = 60_000;
const shownCharacters = 8;
const columns = 'id, name, owner, begins, limits, created_at AS createdAt, last_used_at AS lastUsedAt';

export class Keys {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #find;
  /** Limits of keys that were shown, with the text that they were read from. */
  readonly #limits = new Map<string, { readonly text: string; readonly limits: KeyLimits }>();

  constructor(db: DatabaseSync, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
    this.#find = db.prepare(`SELECT ${columns} FROM keys WHERE hash = ? AND revoked_at IS NULL`);
  }

  /** Makes a key and returns it: the only time that it is seen. @throws ProblemError key_exists */
  create(name: string, { owner = null, limits = {} }: KeyWishes = {}): { key: string; facts: KeyFacts } {
    if (this.#db.prepare('SELECT 1 FROM keys WHERE name = ?').get(name)) {
      refuse('key_exists', `There is a key named “${name}” already.`);
    }
    const key = `aiv-${randomBytes(24).toString('base64url')}`;
    const id = newId('key');
    this.#db
      .prepare('INSERT INTO keys (id, name, owner, hash, begins, limits, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        name,
        owner,
        hashOfSecret(key),
        key.slice(0, shownCharacters),
        JSON.stringify(changedLimits(noLimits, limits)),
        this.#now(),
      );
    return { key, facts: this.get(id) as KeyFacts };
  }

  /** All keys that serve, oldest first. */
  list(): KeyFacts[] {
    const rows = this.#db.prepare(`SELECT ${columns} FROM keys WHERE revoked_at IS NULL ORDER BY created_at, id`);
    return (rows.all() as unknown as KeyRow[]).map(readRow);
  }

  /** One that serves, by its id or its name. */
  get(idOrName: string): KeyFacts | undefined {
    return this.list().find(({ id, name }) => id === idOrName || name === idOrName);
  }

  /** Changes what is said, and nothing else. */
  limit(id: string, limits: KeyLimitWishes): void {
    const old = this.get(id);
    if (!old) return;
    this.#db
      .prepare('UPDATE keys SET limits = ? WHERE id = ?')
      .run(JSON.stringify(changedLimits(old.limits, limits)), id);
  }

  /** Says who answers for a key. @param owner a person's name; null: nobody by name */
  own(id: string, owner: string | null): void {
    this.#db.prepare('UPDATE keys SET owner = ? WHERE id = ?').run(owner, id);
  }

  /** Ends a key at once. Its name becomes free. @returns whether there was one. */
  revoke(name: string): boolean {
    const ended = this.#db
      .prepare("UPDATE keys SET revoked_at = ?, name = name || ' (' || id || ')' WHERE name = ? AND revoked_at IS NULL")
      .run(this.#now(), name);
    return ended.changes > 0;
  }

  /** Names of all keys that there ever were, by id: usage outlives them. */
  names(): Map<string, string> {
    const rows = this.#db.prepare('SELECT id, name FROM keys').all();
    return new Map(rows.map((row) => [String(row['id']), String(row['name'])]));
  }

  /** The key that a program shows, or null. Asked on each request, so that a revoked key ends at once. */
  find(secret: string): Pick<KeyFacts, 'id' | 'name' | 'limits'> | null {
    const row = this.#find.get(hashOfSecret(secret)) as KeyRow | undefined;
    if (!row) return null;
    if (this.#now() - (row.lastUsedAt ?? 0) > lastUsedEveryMs) {
      // A key serves, whether or not it can be noted when.
      tryToWrite(null, () =>
        this.#db.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?').run(this.#now(), row.id),
      );
    }
    return { id: row.id, name: row.name, limits: this.#limitsOf(row) };
  }

  #limitsOf({ id, limits: text }: KeyRow): KeyLimits {
    const known = this.#limits.get(id);
    if (known?.text === text) return known.limits;
    const limits = readLimits(text);
    this.#limits.set(id, { text, limits });
    return limits;
  }
}

const readLimits = (text: string): KeyLimits => KeyLimits.parse(JSON.parse(text));
const readRow = (row: KeyRow): KeyFacts => ({ ...row, limits: readLimits(row.limits) });
