import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Sessions } from '../../../main/control/sessions.ts';
import { MemorySessions } from '../../support/memory-stores.ts';

const day = 24 * 60 * 60 * 1000;

function setUp() {
  const store = new MemorySessions();
  const clock = { at: 1000, now: () => clock.at };
  const sessions = new Sessions(store, clock, 'control-token');
  const token = new URL(sessions.launchLink(8420)).searchParams.get('open') ?? '';
  return { store, clock, sessions, token };
}

const here = { remoteAddress: '127.0.0.1', localPort: 8420 };

function asking(headers: Record<string, string>, localPort = here.localPort): IncomingMessage {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'localPort', { value: localPort }));
  Object.assign(request.headers, headers);
  return request;
}

describe('sessions', () => {
  it('begin with the launch link, from this PC, and last 30 days', () => {
    const { sessions, token, clock } = setUp();
    expect(token.length).toBeGreaterThanOrEqual(22);
    const cookie = sessions.open(token, { ...here, remoteAddress: '::ffff:127.0.0.1' }) ?? '';
    expect(cookie).toMatch(/^aivailable_session_8420=\S{32}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const caller = sessions.callerOf(asking({ cookie: `a=b; ${cookie.split(';')[0]}` }));
    expect(caller?.id).toMatch(/^session-/);
    clock.at += 31 * day;
    expect(sessions.callerOf(asking({ cookie: cookie.split(';')[0] ?? '' }))).toBeNull();
  });

  it('over HTTPS have a cookie that no plain page is shown', () => {
    const { sessions, token } = setUp();
    const ends = { ...here, localPort: 8422, encrypted: true } as const;
    expect(sessions.open(token, ends)).toMatch(/^aivailable_session_8422=\S{32}; .*; SameSite=Strict; Secure$/);
  });

  it('do not begin from another PC or with another token', () => {
    const { sessions, token, store } = setUp();
    for (const remoteAddress of ['192.168.1.5', '10.0.0.1', undefined])
      expect(sessions.open(token, { ...here, remoteAddress })).toBeNull();
    for (const wrong of ['', 'x', `${token}x`, token.slice(1)]) expect(sessions.open(wrong, here)).toBeNull();
    expect(store.rows.size).toBe(0);
  });

  it('outlive a restart, but the launch link does not', () => {
    const { sessions, token, store, clock } = setUp();
    const cookie = sessions.open(token, here)?.split(';')[0] ?? '';
    const next = new Sessions(store, clock, 'other');
    expect(next.callerOf(asking({ cookie }))).not.toBeNull();
    expect(next.open(token, here)).toBeNull();
  });

  it('stand beside those of another office on this PC, as cookies know no ports', () => {
    const { sessions, token } = setUp();
    const own = sessions.open(token, here)?.split(';')[0] ?? '';
    const others = sessions.open(token, { ...here, localPort: 9000 })?.split(';')[0] ?? '';
    expect(own.split('=')[0]).not.toBe(others.split('=')[0]);
    expect(sessions.callerOf(asking({ cookie: `${own}; ${others}` }))).not.toBeNull();
    expect(sessions.callerOf(asking({ cookie: own }, 9000))).toBeNull();
  });

  it('are kept as hashes only, and swept when they are over', () => {
    const { sessions, token, store, clock } = setUp();
    const cookie = sessions.open(token, here) ?? '';
    const [hash] = store.rows.keys();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(cookie).not.toContain(hash);
    clock.at += 31 * day;
    new Sessions(store, clock, 'x').launchLink(8420);
    expect(store.rows.size).toBe(0);
  });

  it('take the control token of the command line instead, and no other', () => {
    const { sessions } = setUp();
    expect(sessions.callerOf(asking({ authorization: 'Bearer control-token' }))).toEqual({
      id: 'cli',
      name: 'command line',
      weight: 2,
    });
    for (const authorization of ['Bearer x', 'Bearer ', 'Basic control-token', 'control-token']) {
      expect(sessions.callerOf(asking({ authorization }))).toBeNull();
    }
    expect(sessions.callerOf(asking({}))).toBeNull();
    expect(sessions.callerOf(asking({ cookie: 'aivailable_session_8420=' }))).toBeNull();
  });
});
