/** Other names of models. They stay when their model goes, and mean it again when it comes back. */
import type { DatabaseSync } from 'node:sqlite';
import type { Alias } from '../../contract/aliases.ts';

export class AliasBook {
  readonly #db: DatabaseSync;
  /** One process writes them. */
  #all: readonly Alias[] | null = null;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** By name. */
  all(): readonly Alias[] {
    this.#all ??= this.#db
      .prepare('SELECT name, model FROM model_aliases ORDER BY name')
      .all()
      .map((row) => ({ name: String(row['name']), model: String(row['model']) }));
    return this.#all;
  }

  /** A name that meant another model means this one from now on. */
  put({ name, model }: Alias): void {
    this.#all = null;
    this.#db
      .prepare('INSERT INTO model_aliases VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET model = excluded.model')
      .run(name, model);
  }

  /** @returns whether there was one. */
  remove(name: string): boolean {
    this.#all = null;
    return this.#db.prepare('DELETE FROM model_aliases WHERE name = ?').run(name).changes > 0;
  }
}
