/** The port to where sessions are kept, so that a restart leaves browsers signed in. Secrets come here only as hashes. */
export interface KeptSession {
  readonly hash: string;
  readonly personId: string;
  /** It began with the launch link, and serves at the coordinator's own PC alone. */
  readonly atThisPc: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Until when it may do admin things, at another PC; null: it may not. */
  readonly adminUntil: number | null;
  /** Null: it serves. One that was ended is kept, so that its browser can be told so. */
  readonly endedAt: number | null;
}

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
