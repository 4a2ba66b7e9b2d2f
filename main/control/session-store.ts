import type { KeptSession } from '../ledger/sessions.ts';

/** The port to where sessions are kept, so that a restart leaves browsers signed in. Secrets come here only as hashes. */
export interface SessionStore {
  add(session: Omit<KeptSession, 'adminUntil' | 'endedAt'>): void;
  /** Null when there is none. */
  find(hash: string): KeptSession | null;
  /** @param until null: no admin things any more */
  setAdmin(hash: string, until: number | null): void;
  /** None of them may do admin things at another PC any more. */
  endAdmin(): void;
  remove(hash: string): void;
  /** Drops those that ended before `now`. */
  removeExpired(now: number): void;
}
