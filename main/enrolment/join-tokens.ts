/** Join tokens: made for one machine, used once, within ten minutes. They outlive a restart; only their hashes are kept. */
import { formatJoinToken, parseJoinToken } from '../../contract/enrolment.ts';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { hashOfSecret } from '../base/hash-of-secret.ts';
import { shortSecret } from '../base/short-secret.ts';
import type { JoinTokenBook } from '../ledger/join-tokens.ts';

interface NewToken {
  /** What stands in the join command: the coordinator's pin is part of it. */
  readonly token: string;
  readonly secret: string;
  readonly expiresAt: number;
}

const validMs = 10 * 60_000;

export class JoinTokens {
  readonly #book: JoinTokenBook;
  readonly #clock: Clock;
  readonly #pin: string;

  constructor(book: JoinTokenBook, clock: Clock, pin: string) {
    this.#book = book;
    this.#clock = clock;
    this.#pin = pin;
  }

  create(): NewToken {
    const secret = shortSecret();
    const now = this.#clock.now();
    const expiresAt = now + validMs;
    this.#book.add({ hash: hashOfSecret(secret), expiresAt }, now);
    return { token: formatJoinToken({ pin: this.#pin, secret }), secret, expiresAt };
  }

  /**
   * Uses a token for the machine with this certificate. The same machine may say it again, because its answer can get lost.
   * @throws ProblemError join_token_invalid
   */
  use(secret: string, fingerprint: string): void {
    const hash = hashOfSecret(secret);
    const now = this.#clock.now();
    const kept = this.#book.find(hash);
    if (!kept) return refuse('join_token_invalid', 'This office made no such join command, or a long time ago.');
    if (kept.usedBy === fingerprint) return;
    if (kept.usedBy !== null) return refuse('join_token_invalid', 'This join command was used already.');
    if (now > kept.expiresAt) return refuse('join_token_invalid', 'This join command is over 10 minutes old.');
    if (!this.#book.use(hash, fingerprint, now)) refuse('join_token_invalid', 'This join command was used already.');
  }

  /** @throws ProblemError join_token_invalid when it serves no more, or is none of this office's */
  validUntil(token: string): number {
    const parsed = parseJoinToken(token);
    const kept = parsed?.pin === this.#pin ? this.#book.find(hashOfSecret(parsed.secret)) : null;
    if (kept && kept.usedBy === null && this.#clock.now() <= kept.expiresAt) return kept.expiresAt;
    return refuse('join_token_invalid', 'This join command serves no more.');
  }

  /** Ends a token that nobody used. */
  takeBack(secret: string): void {
    this.#book.remove(hashOfSecret(secret));
  }

  /** Fingerprint of the certificate that used it; null while nobody did. */
  usedBy(secret: string): string | null {
    return this.#book.find(hashOfSecret(secret))?.usedBy ?? null;
  }
}
