/** Variants on the coordinator's disk, deployments, and the mark (code and colour) that each model keeps for good. */
import type { DatabaseSync } from 'node:sqlite';
import { Deployment, Variant } from '../../contract/model.ts';

export interface ModelMark {
  readonly code: string;
  /** 1 to 8, or 0 past the eighth. */
  readonly colour: number;
}

export class ModelBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  variants(): Variant[] {
    const rows = this.#db.prepare('SELECT body FROM variants ORDER BY added_at, sha256').all();
    return rows.map((row) => Variant.parse(JSON.parse(String(row['body']))));
  }

  putVariant(variant: Variant, now = Date.now()): void {
    this.#db
      .prepare(
        'INSERT INTO variants VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET model = excluded.model, body = excluded.body',
      )
      .run(variant.sha256, variant.model, now, JSON.stringify(variant));
  }

  deployments(): Deployment[] {
    const rows = this.#db.prepare('SELECT body FROM deployments ORDER BY id').all();
    return rows.map((row) => Deployment.parse(JSON.parse(String(row['body']))));
  }

  putDeployment(deployment: Deployment): void {
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
}
