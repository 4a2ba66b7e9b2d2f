/** What happened in the office. Gathered for a moment and written together; the oldest go by age and by number. */
import type { DatabaseSync } from 'node:sqlite';
import { ActivityEvent, type ActivityKind, type ActivityPage } from '../../contract/activity.ts';
import type { Log } from '../../common/log.ts';
import { Listeners } from '../base/listeners.ts';
import { inTransaction } from './ledger.ts';
import { tryToWrite } from './try-to-write.ts';

export type NewEvent = Omit<ActivityEvent, 'id' | 'at'>;

export interface ActivityQuery {
  /** Older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly kind?: ActivityKind | undefined;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
}

interface ActivityLimits {
  readonly keptMs: number;
  /** What people did is asked for long afterwards. */
  readonly adminKeptMs: number;
  /** Of what people did, and of all the rest: neither pushes the other one out. */
  readonly most: number;
  /** How long events are gathered; what a power cut may lose at most. */
  readonly flushMs: number;
}

const dayMs = 24 * 3_600_000;
const usual: ActivityLimits = { keptMs: 90 * dayMs, adminKeptMs: 2 * 365 * dayMs, most: 50_000, flushMs: 250 };
/** So many are written before the oldest are looked for. */
const sweepEvery = 500;

export class ActivityBook {
  readonly #db: DatabaseSync;
  readonly #log: Log | null;
  readonly #now: () => number;
  readonly #limits: ActivityLimits;
  readonly #added = new Listeners<[event: ActivityEvent]>();
  #waiting: Omit<ActivityEvent, 'id'>[] = [];
  #timer: NodeJS.Timeout | null = null;
  #unswept = 0;

  constructor(db: DatabaseSync, log: Log | null, now: () => number = Date.now, limits: Partial<ActivityLimits> = {}) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
    this.#limits = { ...usual, ...limits };
    this.#sweep();
  }

  /** Called with each event once it is kept. Returns how to stop listening. */
  onAdd(listener: (event: ActivityEvent) => void): () => void {
    return this.#added.add(listener);
  }

  add(event: NewEvent): void {
    this.#waiting.push({ ...event, at: this.#now() });
    this.#timer ??= setTimeout(() => this.flush(), this.#limits.flushMs).unref();
  }

  /** Newest first. */
  page({ before = Number.MAX_SAFE_INTEGER, limit, kind, since = 0 }: ActivityQuery): ActivityPage {
    this.flush();
    const rows = this.#db
      .prepare(
        `SELECT id, at, kind, tone, what, subject, sentence, reason, who, detail, duration_ms AS durationMs FROM activity
         WHERE id < ? AND at >= ? AND (? IS NULL OR kind = ?) ORDER BY id DESC LIMIT ?`,
      )
      .all(before, since, kind ?? null, kind ?? null, limit + 1);
    return { events: rows.slice(0, limit).map(readEvent), more: rows.length > limit };
  }

  /** Writes what waits. What cannot be written is kept for the next event, up to as many as are kept at all. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const events = this.#waiting;
    if (events.length === 0) return;
    let kept: ActivityEvent[] = [];
    if (tryToWrite(this.#log, () => (kept = this.#write(events)))) this.#waiting = [];
    else this.#waiting = events.slice(-this.#limits.most);
    for (const event of kept) this.#added.call(event);
  }

  close(): void {
    this.flush();
  }

  #write(events: readonly Omit<ActivityEvent, 'id'>[]): ActivityEvent[] {
    const insert = this.#db.prepare(
      `INSERT INTO activity (at, kind, tone, what, subject, sentence, reason, who, detail, duration_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const kept = inTransaction(this.#db, () =>
      events.map((one) => {
        const { at, kind, tone, what, subject, sentence, reason, who, detail } = one;
        const durationMs = one.durationMs === null ? null : Math.round(one.durationMs);
        const text = JSON.stringify(detail);
        const { lastInsertRowid } = insert.run(at, kind, tone, what, subject, sentence, reason, who, text, durationMs);
        return { ...one, durationMs, id: Number(lastInsertRowid) };
      }),
    );
    this.#unswept += kept.length;
    if (this.#unswept >= sweepEvery) this.#sweep();
    return kept;
  }

  #sweep(): void {
    this.#unswept = 0;
    const { keptMs, adminKeptMs, most } = this.#limits;
    for (const [is, kept] of [
      ["kind = 'admin'", adminKeptMs],
      ["kind <> 'admin'", keptMs],
    ] as const) {
      this.#db.prepare(`DELETE FROM activity WHERE ${is} AND at < ?`).run(this.#now() - kept);
      this.#db
        .prepare(
          `DELETE FROM activity WHERE ${is} AND
             id <= (SELECT id FROM activity WHERE ${is} ORDER BY id DESC LIMIT 1 OFFSET ?)`,
        )
        .run(most);
    }
  }
}

const readEvent = (row: Record<string, unknown>): ActivityEvent =>
  ActivityEvent.parse({ ...row, detail: JSON.parse(String(row['detail'])) });
