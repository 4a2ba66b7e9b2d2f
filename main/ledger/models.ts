/**
 * Variants on the coordinator's disk, deployments, and the mark (code and colour) that each model keeps for good. Read on each
 * report of a machine, so what was read is kept until it is written again: one process writes models.
 */
import type { DatabaseSync } from 'node:sqlite';
import { Deployment, Variant } from '../../contract/model.ts';
import { inTransaction } from './ledger.ts';

export interface ModelMark {
  readonly code: string;
  /** 1 to 8, or 0 past the eighth. */
  readonly colour: number;
}

export class ModelBook {
  readonly #db: DatabaseSync;
  #variants: readonly Variant[] | null = null;
  #deployments: readonly Deployment[] | null = null;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  variants(): readonly Variant[] {
    this.#variants ??= this.#bodies('SELECT body FROM variants ORDER BY added_at, sha256').map((body) =>
      Variant.parse(body),
    );
    return this.#variants;
  }

  putVariant(variant: Variant, now = Date.now()): void {
    this.#variants = null;
    this.#db
      .prepare(
        'INSERT INTO variants VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET model = excluded.model, body = excluded.body',
      )
      .run(variant.sha256, variant.model, now, JSON.stringify(variant));
  }

  deployments(): readonly Deployment[] {
    this.#deployments ??= this.#bodies('SELECT body FROM deployments ORDER BY id').map((body) =>
      Deployment.parse(body),
    );
    return this.#deployments;
  }

  putDeployment(deployment: Deployment): void {
    this.#deployments = null;
    this.#db
      .prepare(
        'INSERT INTO deployments VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET model = excluded.model, body = excluded.body',
      )
      .run(deployment.id, deployment.model, JSON.stringify(deployment));
  }

  marks(): Map<string, ModelMark> {
    const rows = this.#db.prepare('SELECT model, code, colour FROM model_marks').all();
    return new Map(
      rows.map((row) => [String(row['model']), { code: String(row['code']), colour: Number(row['colour']) }]),
    );
  }

  putMark(model: string, mark: ModelMark): void {
    this.#db.prepare('INSERT INTO model_marks VALUES (?, ?, ?)').run(model, mark.code, mark.colour);
  }

  /** Takes in a variant with its deployment and its mark, all or nothing. */
  take({ variant, deployment, mark }: { variant: Variant; deployment: Deployment; mark: ModelMark }): void {
    inTransaction(this.#db, () => {
      if (!this.marks().has(variant.model)) this.putMark(variant.model, mark);
      this.putVariant(variant);
      this.putDeployment(deployment);
    });
  }

  #bodies(query: string): unknown[] {
    return this.#db
      .prepare(query)
      .all()
      .map((row) => JSON.parse(String(row['body'])) as unknown);
  }
}
