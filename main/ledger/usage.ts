/** Usage per key (or person’s session), model and day. Counted in memory and written together, so that a request costs no disk write. */
import type { DatabaseSync } from 'node:sqlite';
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

  /** @param flushMs how often sums are written; what a power cut may lose at most. */
  constructor(db: DatabaseSync, log: Log | null, now: () => number = Date.now, flushMs = 5_000) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
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
