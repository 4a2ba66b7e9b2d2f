/** The people of the office. Whoever sits at the coordinator's own PC is one of them from the first start. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { KeyLimits } from '../../contract/keys.ts';
import { PersonRole } from '../../contract/people.ts';
import { inTransaction } from './ledger.ts';
import { tryToWrite } from './try-to-write.ts';

const Person = z.object({
  id: z.string(),
  name: z.string(),
  role: PersonRole,
  limits: z.string().transform((text) => KeyLimits.parse(JSON.parse(text))),
  createdAt: z.number(),
  lastSeenAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
});
export type Person = z.output<typeof Person>;

/** Who sits at the coordinator's own PC. */
export const officePersonId = 'person-office';

const columns =
  'id, name, role, limits, created_at AS createdAt, last_seen_at AS lastSeenAt, revoked_at AS revokedAt' as const;
const seenEveryMs = 60_000;

export class PeopleBook {
  readonly #db: DatabaseSync;
  readonly #find;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#find = db.prepare(`SELECT ${columns} FROM people WHERE id = ?`);
  }

  /** All, those who may come in no more too; who sits at this PC first, then by name. */
  list(): Person[] {
    const rows = this.#db.prepare(`SELECT ${columns} FROM people ORDER BY id <> ?, name COLLATE NOCASE, id`);
    return rows.all(officePersonId).map((row) => Person.parse(row));
  }

  /** Asked on each call of the window. */
  find(id: string): Person | null {
    const row = this.#find.get(id);
    return row ? Person.parse(row) : null;
  }

  add({ id, name, role, limits, createdAt }: Omit<Person, 'lastSeenAt' | 'revokedAt'>): void {
    this.#db
      .prepare('INSERT INTO people (id, name, role, limits, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(id, name, role, JSON.stringify(limits), createdAt);
  }

  change({ id, name, role, limits }: Pick<Person, 'id' | 'name' | 'role' | 'limits'>): void {
    this.#db
      .prepare('UPDATE people SET name = ?, role = ?, limits = ? WHERE id = ?')
      .run(name, role, JSON.stringify(limits), id);
  }

  /** @param at milliseconds since 1970; null: they may come in again */
  setRevoked(id: string, at: number | null): void {
    this.#db.prepare('UPDATE people SET revoked_at = ? WHERE id = ?').run(at, id);
  }

  /** With their conversations, presets, sessions and invites. What they shared is the office's. */
  remove(id: string): void {
    inTransaction(this.#db, () => {
      this.#db.prepare('DELETE FROM conversations WHERE owner = ?').run(id);
      this.#db.prepare('DELETE FROM presets WHERE owner = ? AND shared = 0').run(id);
      this.#db.prepare('DELETE FROM sessions WHERE person_id = ?').run(id);
      this.#db.prepare('DELETE FROM people WHERE id = ?').run(id);
    });
  }

  /** Notes that somebody is there, once a minute. They are served whether or not it can be noted. */
  seen({ id, lastSeenAt }: Person, now: number): void {
    if (now - (lastSeenAt ?? 0) < seenEveryMs) return;
    tryToWrite(null, () => this.#db.prepare('UPDATE people SET last_seen_at = ? WHERE id = ?').run(now, id));
  }
}
