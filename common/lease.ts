/**
 * The liveness of the other end of a tunnel: PING every 1.4 s; the lease ends after 3 misses, or when the socket closes. The third miss
 * shows at the fourth beat: a machine that fell silent is lost after 4.2 to 5.6 s.
 */
import type { Http2Session } from 'node:http2';

export interface LeaseOptions {
  /** Milliseconds between two PINGs. */
  readonly beatMs?: number;
  /** PINGs without an answer after which the other end counts as lost. */
  readonly missesAllowed?: number;
  /** Called at each answer to a PING. */
  readonly onBeat?: () => void;
}

/**
 * Watches an HTTP/2 session and destroys it when the other side stays silent, because TCP alone never shows a machine that
 * hangs or lost its cable. Ends by itself when the session closes.
 */
export function holdLease(
  session: Http2Session,
  { beatMs = 1_400, missesAllowed = 3, onBeat }: LeaseOptions = {},
): void {
  let unanswered = 0;
  const timer = setInterval(() => {
    // Between its destroy and its close a session throws at a PING.
    if (session.destroyed) return;
    if (unanswered >= missesAllowed) return session.destroy();
    unanswered += 1;
    session.ping((error) => {
      if (error) return;
      unanswered = 0;
      onBeat?.();
    });
  }, beatMs);
  session.once('close', () => clearInterval(timer));
}
