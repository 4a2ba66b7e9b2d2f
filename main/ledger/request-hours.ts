/** Requests by how they ended, per hour and model. Counted in memory and written together. */
import type { DatabaseSync } from 'node:sqlite';
import type { RequestCounts } from '../../contract/activity.ts';
import type { Log } from '../../common/log.ts';
import { inTransaction } from './ledger.ts';
import { tryToWrite } from './try-to-write.ts';

export interface RequestHour extends RequestCounts {
  /** When the hour began, in milliseconds since 1970. */
  readonly hour: number;
  readonly model: string;
  /** Of all requests together. */
  readonly waitedMs: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type RequestNote = Omit<RequestHour, 'hour'>;

export const hourMs = 3_600_000;
const keptMs = 90 * 24 * hourMs;
const figures = [
  ['whole', 'whole'],
  ['moved', 'moved'],
  ['refused', 'refused'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['waitedLong', 'waited_long'],
  ['waitedMs', 'waited_ms'],
  ['promptTokens', 'prompt_tokens'],
  ['completionTokens', 'completion_tokens'],
] as const;

export class RequestHours {
  readonly #db: DatabaseSync;
  readonly #log: Log | null;
  readonly #now: () => number;
  readonly #sums = new Map<string, RequestHour>();
  readonly #timer: NodeJS.Timeout;

  /** @param flushMs how often sums are written; what a power cut may lose at most. */
  constructor(db: DatabaseSync, log: Log | null, now: () => number = Date.now, flushMs = 5_000) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
    db.prepare('DELETE FROM request_hours WHERE hour < ?').run(now() - keptMs);
    this.#timer = setInterval(() => this.flush(), flushMs).unref();
  }

  note(note: RequestNote): void {
    const hour = Math.floor(this.#now() / hourMs) * hourMs;
    const key = `${hour} ${note.model}`;
    const sum = this.#sums.get(key);
    this.#sums.set(key, sum ? added(sum, note) : { ...note, hour });
  }

  /** From an hour on, oldest first. */
  since(hour: number): RequestHour[] {
    this.flush();
    const columns = figures.map(([name, column]) => `${column} AS ${name}`).join(', ');
    return this.#db
      .prepare(`SELECT hour, model, ${columns} FROM request_hours WHERE hour >= ? ORDER BY hour, model`)
      .all(hour) as unknown as RequestHour[];
  }

  /** Writes the sums. What cannot be written is kept for the next time. */
  flush(): void {
    if (this.#sums.size > 0 && tryToWrite(this.#log, () => this.#write())) this.#sums.clear();
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
  }

  #write(): void {
    const columns = figures.map(([, column]) => column);
    const add = this.#db.prepare(
      `INSERT INTO request_hours (hour, model, ${columns.join(', ')}) VALUES (?, ?${', ?'.repeat(columns.length)})
       ON CONFLICT DO UPDATE SET ${columns.map((one) => `${one} = ${one} + excluded.${one}`).join(', ')}`,
    );
    inTransaction(this.#db, () => {
      for (const sum of this.#sums.values()) {
        add.run(sum.hour, sum.model, ...figures.map(([name]) => Math.round(sum[name])));
      }
      this.#db.prepare('DELETE FROM request_hours WHERE hour < ?').run(this.#now() - keptMs);
    });
  }
}

function added(sum: RequestHour, note: RequestNote): RequestHour {
  const next = { ...sum };
  for (const [name] of figures) next[name] = sum[name] + note[name];
  return next;
}
