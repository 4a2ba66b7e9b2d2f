import type { ServerHttp2Session } from 'node:http2';

const beatMs = 2_000;
const missesAllowed = 3;

/** Destroys a session whose other side stays silent, because TCP alone never shows a hung PC or a pulled cable. */
export function watchBeat(session: ServerHttp2Session, everyMs = beatMs): void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (session.destroyed) return;
    if (unanswered >= missesAllowed) return session.destroy();
    unanswered++;
    session.ping((error) => {
      if (!error) unanswered = 0;
    });
  }, everyMs);
  session.once('close', () => clearInterval(timer));
}
