/**
 * Variants on the coordinator's disk, deployments, and the mark (code and colour) that each model keeps for good. Read on each
 * report of a machine, so what was read is kept until it is written again: one process writes models.
 */
import type { DatabaseSync } from 'node:sqlite';
import { ModelSource } from '../../contract/library.ts';
import { Deployment, Variant } from '../../contract/model.ts';
import { inTransaction } from './ledger.ts';

export interface ModelMark {
  readonly code: string;
  /** 1 to 8, or 0 past the eighth. */
  readonly colour: number;
}

interface TakenModel {
  readonly variant: Variant;
  readonly deployment: Deployment;
  readonly mark: ModelMark;
  /** Null: it is not known, or stays as it is. */
  readonly source: ModelSource | null;
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

  /** The model stays in the office and runs no more. @returns whether it was deployed */
  removeDeployment(model: string): boolean {
    this.#deployments = null;
    return Number(this.#db.prepare('DELETE FROM deployments WHERE model = ?').run(model).changes) > 0;
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

  /**
   * Takes a model out: its deployment and its variants. Its mark stays its own; its files are `leaving` until nobody has them open.
   * @returns whether there was such a model
   */
  removeModel(model: string): boolean {
    this.#variants = null;
    this.#deployments = null;
    return inTransaction(this.#db, () => {
      this.#db.prepare('INSERT OR IGNORE INTO leaving_files SELECT sha256 FROM variants WHERE model = ?').run(model);
      this.#db
        .prepare('DELETE FROM model_sources WHERE sha256 IN (SELECT sha256 FROM variants WHERE model = ?)')
        .run(model);
      const removed = ['deployments', 'variants'].map((table) =>
        Number(this.#db.prepare(`DELETE FROM ${table} WHERE model = ?`).run(model).changes),
      );
      return removed.some((rows) => rows > 0);
    });
  }

  /** Where a file came from, as far as it is known. */
  sourceOf(sha256: string): ModelSource | null {
    const row = this.#db.prepare('SELECT source FROM model_sources WHERE sha256 = ?').get(sha256);
    return row ? (ModelSource.safeParse(JSON.parse(String(row['source']))).data ?? null) : null;
  }

  /** Hashes of files whose models were taken out, and which lie on the disk still. */
  leavingFiles(): string[] {
    return this.#db
      .prepare('SELECT sha256 FROM leaving_files')
      .all()
      .map((row) => String(row['sha256']));
  }

  /** The file is gone, or stays after all. */
  forgetLeaving(sha256: string): void {
    this.#db.prepare('DELETE FROM leaving_files WHERE sha256 = ?').run(sha256);
  }

  /** Takes in a variant with its deployment, its mark and where it came from, all or nothing. */
  take({ variant, deployment, mark, source }: TakenModel): void {
    inTransaction(this.#db, () => {
      if (!this.marks().has(variant.model)) this.putMark(variant.model, mark);
      this.putVariant(variant);
      this.putDeployment(deployment);
      this.forgetLeaving(variant.sha256);
      if (source) {
        this.#db
          .prepare('INSERT OR REPLACE INTO model_sources VALUES (?, ?)')
          .run(variant.sha256, JSON.stringify(source));
      }
    });
  }

  #bodies(query: string): unknown[] {
    return this.#db
      .prepare(query)
      .all()
      .map((row) => JSON.parse(String(row['body'])) as unknown);
  }
}
