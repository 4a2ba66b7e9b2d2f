/** The admin password: what makes an admin's browser at another PC an admin's for a while. Only its scrypt hash is kept. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { refuse } from '../../contract/problem.ts';
import type { Clock } from '../base/clock.ts';
import { FailedTries } from '../base/failed-tries.ts';
import type { AdminPasswordBook, PasswordHash } from '../ledger/admin-password.ts';

type Cost = Pick<PasswordHash, 'cost' | 'blockSize' | 'parallel'>;

/** About 0.1 s and 32 MB a try. Kept with each hash, so that it can be raised. */
const cost: Cost = { cost: 2 ** 15, blockSize: 8, parallel: 1 };
const hashBytes = 32;
const mostTries = 5;
/** Tries that wait for their turn, of all addresses together. */
const mostWaiting = 8;

export class AdminPassword {
  readonly #book: AdminPasswordBook;
  readonly #clock: Clock;
  readonly #failed: FailedTries;
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(book: AdminPasswordBook, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
    const action = 'Wait a minute, then type it again.';
    this.#failed = new FailedTries(clock, { most: mostTries, what: 'wrong admin passwords', action });
  }

  /** Milliseconds since 1970; null: none was set yet. */
  get changedAt(): number | null {
    return this.#book.read()?.changedAt ?? null;
  }

  async set(password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await this.#inTurn(() => hashOf(password, salt, cost));
    this.#book.put({ salt, hash, ...cost, changedAt: this.#clock.now() });
  }

  /**
   * @param address that it comes from
   * @throws ProblemError admin_password_missing; admin_password_wrong; too_many_requests, by address, before anything is computed
   */
  async check(password: string, address: string): Promise<void> {
    const kept = this.#book.read() ?? refuse('admin_password_missing', 'This office has no admin password yet.');
    // Counted before it is known whether it is right: tries that are sent at once shall not pass beside the count.
    this.#failed.count(address);
    const hash = await this.#inTurn(() => hashOf(password, kept.salt, kept));
    // It may have been changed while this one waited for its turn.
    const isKept = this.#book.read()?.changedAt === kept.changedAt;
    if (!isKept || !timingSafeEqual(hash, kept.hash)) refuse('admin_password_wrong', 'This is not the admin password.');
    this.#failed.forgive(address);
  }

  /** One at a time: many at once would take the memory and the processor from the office. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= mostWaiting) {
      refuse('too_many_requests', 'Too many admin passwords are being checked now.', { retryAfter: 5 });
    }
    this.#waiting += 1;
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }
}

const scryptOf = promisify<string, Uint8Array, number, object, Buffer>(scrypt);

/** Composed, so that a keyboard that sends an accent by itself types the same password. */
const hashOf = (password: string, salt: Uint8Array, { cost: N, blockSize: r, parallel: p }: Cost): Promise<Buffer> =>
  scryptOf(password.normalize('NFKC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r });
