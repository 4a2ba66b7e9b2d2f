/** The liveness of a machine: PING every 2 s; the lease ends after 3 misses, or when the socket closes. */
import type { ClientHttp2Session } from 'node:http2';

export const beatMs = 2_000;
export const missesAllowed = 3;

export interface LeaseOptions {
  readonly beatMs?: number;
  readonly missesAllowed?: number;
}

/**
 * Watches an HTTP/2 session and destroys it when the other side stays silent, because TCP alone never shows a machine that
 * hangs or lost its cable. Ends by itself when the session closes.
 */
export function holdLease(session: ClientHttp2Session, options: LeaseOptions = {}): void {
  const every = options.beatMs ?? beatMs;
  const allowed = options.missesAllowed ?? missesAllowed;
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= allowed) {
      session.destroy();
      return;
    }
    unanswered += 1;
    session.ping((error) => {
      if (!error) unanswered = 0;
    });
  }, every);
  session.once('close', () => clearInterval(timer));
}
