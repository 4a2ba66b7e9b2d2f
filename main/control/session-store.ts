/** The port to where sessions are kept, so that a restart leaves browsers signed in. Secrets come here only as hashes. */
export interface SessionStore {
  add(session: { readonly hash: string; readonly createdAt: number; readonly expiresAt: number }): void;
  /** Null when there is none. */
  find(hash: string): { readonly expiresAt: number } | null;
  /** Drops those that ended before `now`. */
  removeExpired(now: number): void;
}
