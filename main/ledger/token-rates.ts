/** Tokens per second of the whole office, one figure for every two minutes, kept for a month. */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import type { Rates } from '../../contract/activity.ts';
import { tryToWrite } from './try-to-write.ts';

const slotMs = 120_000;
const keptMs = 31 * 24 * 3_600_000;

export class TokenRates {
  readonly #db: DatabaseSync;
  readonly #log: Log | null;
  readonly #now: () => number;
  /** The samples of the slot that is not over. */
  #slot = { at: 0, sum: 0, count: 0 };

  constructor(db: DatabaseSync, log: Log | null, now: () => number = Date.now) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
  }

  sample(tokensPerSecond: number): void {
    const at = Math.floor(this.#now() / slotMs) * slotMs;
    if (at !== this.#slot.at) {
      this.#keep();
      this.#slot = { at, sum: 0, count: 0 };
    }
    this.#slot.sum += tokensPerSecond;
    this.#slot.count += 1;
  }

  /** The last `spanMs`, as means over `stepMs`: a multiple of two minutes. */
  read(spanMs: number, stepMs: number): Rates {
    const until = this.#now();
    const from = until - spanMs;
    const points = this.#db
      .prepare(
        // Numbers are bound as floating ones: the cast makes the division whole.
        `SELECT at / CAST(? AS INTEGER) * CAST(? AS INTEGER) AS at, avg(tokens_per_second) AS tokensPerSecond FROM token_rates
         WHERE at >= ? GROUP BY 1 ORDER BY 1`,
      )
      .all(stepMs, stepMs, from) as unknown as Rates['points'];
    const now = this.#slot.count > 0 ? [{ at: until, tokensPerSecond: this.#slot.sum / this.#slot.count }] : [];
    return { from, until, points: [...points.map((point) => ({ ...point })), ...now] };
  }

  close(): void {
    this.#keep();
  }

  /** A slot that cannot be written is a gap in the curve. */
  #keep(): void {
    if (this.#slot.count > 0) tryToWrite(this.#log, () => this.#write());
  }

  #write(): void {
    const { at, sum, count } = this.#slot;
    this.#db
      .prepare(
        'INSERT INTO token_rates VALUES (?, ?) ON CONFLICT DO UPDATE SET tokens_per_second = excluded.tokens_per_second',
      )
      .run(at, sum / count);
    this.#db.prepare('DELETE FROM token_rates WHERE at < ?').run(this.#now() - keptMs);
  }
}
