/** Usage per key or person, model and day. Counted in memory and written together, so that a request costs no disk write. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Log } from '../../common/log.ts';
import { inTransaction } from './ledger.ts';
import { tryToWrite } from './try-to-write.ts';

interface UsageNote {
  readonly keyId: string;
  readonly model: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

interface Sum {
  keyId: string;
  model: string;
  day: string;
  requests: number;
  promptTokens: number;
  completionTokens: number;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export class UsageBook {
  readonly #db: DatabaseSync;
  readonly #log: Log | null;
  readonly #now: () => number;
  readonly #sums = new Map<string, Sum>();
  readonly #timer: NodeJS.Timeout;
  readonly #tokensOn: StatementSync;
  /** What keys have used today, of those that were asked for: a limit of tokens is looked at with each request. */
  #today = { day: '', tokens: new Map<string, number>() };

  /** @param flushMs how often sums are written; what a power cut may lose at most. */
  constructor(db: DatabaseSync, log: Log | null, now: () => number = Date.now, flushMs = 5_000) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
    this.#tokensOn = db.prepare(
      'SELECT COALESCE(SUM(prompt_tokens + completion_tokens), 0) AS tokens FROM usage WHERE day = ? AND key_id = ?',
    );
    this.#timer = setInterval(() => this.flush(), flushMs).unref();
  }

  note({ keyId, model, promptTokens, completionTokens }: UsageNote): void {
    const day = dayOf(this.#now());
    const id = `${day} ${keyId} ${model}`;
    const sum = this.#sums.get(id) ?? { keyId, model, day, requests: 0, promptTokens: 0, completionTokens: 0 };
    sum.requests += 1;
    sum.promptTokens += promptTokens;
    sum.completionTokens += completionTokens;
    this.#sums.set(id, sum);
    const today = this.#tokensOf(day);
    const before = today.get(keyId);
    if (before !== undefined) today.set(keyId, before + promptTokens + completionTokens);
  }

  /** Tokens of questions and answers of a key, today. */
  tokensToday(keyId: string): number {
    const day = dayOf(this.#now());
    const today = this.#tokensOf(day);
    const known = today.get(keyId);
    if (known !== undefined) return known;
    const written = this.#tokensOn.get(day, keyId);
    const pending = [...this.#sums.values()].filter((sum) => sum.day === day && sum.keyId === keyId);
    const tokens = pending.reduce(
      (all, sum) => all + sum.promptTokens + sum.completionTokens,
      Number(written?.['tokens'] ?? 0),
    );
    today.set(keyId, tokens);
    return tokens;
  }

  /** From a day on ("2026-11-29"), oldest first. */
  since(day: string): Sum[] {
    this.flush();
    const rows = this.#db.prepare(
      `SELECT day, key_id AS keyId, model, requests, prompt_tokens AS promptTokens, completion_tokens AS completionTokens
       FROM usage WHERE day >= ? ORDER BY day, key_id, model`,
    );
    return rows.all(day) as unknown as Sum[];
  }

  /** Writes the sums. What cannot be written is kept for the next time. */
  flush(): void {
    if (this.#sums.size > 0 && tryToWrite(this.#log, () => this.#write())) this.#sums.clear();
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
  }

  #tokensOf(day: string): Map<string, number> {
    if (this.#today.day !== day) this.#today = { day, tokens: new Map() };
    return this.#today.tokens;
  }

  #write(): void {
    const add = this.#db.prepare(
      `INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,
         prompt_tokens = prompt_tokens + excluded.prompt_tokens,
         completion_tokens = completion_tokens + excluded.completion_tokens`,
    );
    inTransaction(this.#db, () => {
      for (const s of this.#sums.values()) {
        add.run(s.day, s.keyId, s.model, s.requests, s.promptTokens, s.completionTokens);
      }
    });
  }
}
