import { EventEmitter } from 'node:events';
import type { Http2Session } from 'node:http2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdLease } from '../../common/lease.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The part of a session that a lease sees. Like Node's, it throws at a PING between its destroy and its close. */
class FakeSession extends EventEmitter {
  destroyed = false;
  answers = true;
  pings = 0;

  ping(callback: (error: Error | null) => void): boolean {
    if (this.destroyed) throw new Error('ERR_HTTP2_INVALID_SESSION');
    this.pings++;
    if (this.answers) callback(null);
    return true;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

function held(): FakeSession {
  const session = new FakeSession();
  holdLease(session as unknown as Http2Session, { beatMs: 100, missesAllowed: 3 });
  return session;
}

it('a session that answers is kept', () => {
  const session = held();
  vi.advanceTimersByTime(10_000);
  expect([session.destroyed, session.pings]).toEqual([false, 100]);
});

it('a session that misses three beats in a row is destroyed, and not one that answers the third', () => {
  const session = held();
  session.answers = false;
  vi.advanceTimersByTime(200);
  session.answers = true;
  vi.advanceTimersByTime(100);
  session.answers = false;
  vi.advanceTimersByTime(300);
  expect(session.destroyed).toBe(false);
  vi.advanceTimersByTime(100);
  expect(session.destroyed).toBe(true);
});

it('a session that somebody destroyed is left alone, and forgotten when it closes', () => {
  const session = held();
  session.destroy();
  vi.advanceTimersByTime(1_000);
  expect(session.pings).toBe(0);
  session.emit('close');
  expect(vi.getTimerCount()).toBe(0);
});
