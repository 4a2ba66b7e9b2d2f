import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Sessions } from '../../../main/control/sessions.ts';
import { MemorySessions } from '../../support/control/memory-stores.ts';
import { memoryPeople } from '../../support/control/memory-people.ts';
import { refusalOf } from '../../support/refusal-of.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

function setUp() {
  const store = new MemorySessions();
  const clock = { at: Date.now(), now: () => clock.at };
  const { db, book, people } = memoryPeople('unused', clock);
  onTestFinished(() => db.close());
  const parts = { store, people: book, clock };
  const sessions = new Sessions({ ...parts, controlToken: 'control-token' });
  const next = (): Sessions => new Sessions({ ...parts, controlToken: 'other' });
  const token = new URL(sessions.launchLink(8420)).searchParams.get('open') ?? '';
  const invited = (role: 'admin' | 'member') => {
    const { person } = people.add({ name: `A ${role}`, role, days: 1, limits: {} });
    const { cookie } = sessions.begin(book.find(person.id)!, there);
    return { id: person.id, from: () => asking({ cookie: cookie.split(';')[0] ?? '' }, there) };
  };
  return { store, clock, book, people, sessions, next, token, invited };
}

const here = { remoteAddress: '127.0.0.1', localPort: 8420 };
const there = { remoteAddress: '192.168.1.5', localPort: 8420 };

function asking(headers: Record<string, string>, ends = here): IncomingMessage {
  const socket = new Socket();
  for (const [name, value] of Object.entries(ends)) Object.defineProperty(socket, name, { value });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

describe('sessions of this PC’s window', () => {
  it('begin with the launch link, from this PC, last 30 days, and are an admin’s', () => {
    const { sessions, token, clock } = setUp();
    expect(token.length).toBeGreaterThanOrEqual(22);
    const cookie = sessions.open(token, { ...here, remoteAddress: '::ffff:127.0.0.1' }) ?? '';
    expect(cookie).toMatch(/^aivailable_session_8420=\S{32}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const visitor = sessions.visitorOf(asking({ cookie: `a=b; ${cookie.split(';')[0]}` }));
    expect(visitor).toMatchObject({ atThisPc: true, admin: true, adminUntil: null, caller: { id: 'person-office' } });
    clock.at += 31 * day;
    expect(() => sessions.visitorOf(asking({ cookie: cookie.split(';')[0] ?? '' }))).toThrow('no session');
  });

  it('over HTTPS have a cookie that no plain page is shown', () => {
    const { sessions, token } = setUp();
    const ends = { ...here, localPort: 8422, encrypted: true } as const;
    expect(sessions.open(token, ends)).toMatch(/^aivailable_session_8422=s\.\S{32}; .*; SameSite=Strict; Secure$/);
  });

  it('that began on the plain wire, where others could read them, are none over HTTPS, nor the other way round', () => {
    const { sessions, token } = setUp();
    const plain = { ...here, localPort: 8420 };
    const secure = { ...here, localPort: 8422, encrypted: true } as const;
    const secretOf = (cookie: string | null): string => /=([^;]+)/.exec(cookie ?? '')?.[1] ?? '';
    const [read, kept] = [secretOf(sessions.open(token, plain)), secretOf(sessions.open(token, secure))];
    const shown = (secret: string, ends: typeof plain) =>
      sessions.visitorOf(asking({ cookie: `aivailable_session_${ends.localPort}=${secret}` }, ends));
    expect(shown(read, plain).admin).toBe(true);
    expect(shown(kept, secure).admin).toBe(true);
    expect(() => shown(read, secure)).toThrow('no session');
    expect(() => shown(kept, plain)).toThrow('no session');
  });

  it('do not begin from another PC or with another token', () => {
    const { sessions, token, store } = setUp();
    for (const remoteAddress of ['192.168.1.5', '10.0.0.1', undefined])
      expect(sessions.open(token, { ...here, remoteAddress })).toBeNull();
    for (const wrong of ['', 'x', `${token}x`, token.slice(1)]) expect(sessions.open(wrong, here)).toBeNull();
    expect(store.rows.size).toBe(0);
  });

  it('do not serve from another PC: their cookie was stolen', () => {
    const { sessions, token } = setUp();
    const cookie = sessions.open(token, here)?.split(';')[0] ?? '';
    const problem = expect.objectContaining({
      code: 'no_session',
      action: expect.stringContaining('invite') as unknown,
    });
    expect(() => sessions.visitorOf(asking({ cookie }, there))).toThrow(expect.objectContaining({ problem }));
  });

  it('outlive a restart, but the launch link does not', () => {
    const { sessions, token, next } = setUp();
    const cookie = sessions.open(token, here)?.split(';')[0] ?? '';
    expect(next().visitorOf(asking({ cookie })).admin).toBe(true);
    expect(next().open(token, here)).toBeNull();
  });

  it('stand beside those of another office on this PC, as cookies know no ports', () => {
    const { sessions, token } = setUp();
    const own = sessions.open(token, here)?.split(';')[0] ?? '';
    const others = sessions.open(token, { ...here, localPort: 9000 })?.split(';')[0] ?? '';
    expect(own.split('=')[0]).not.toBe(others.split('=')[0]);
    expect(sessions.visitorOf(asking({ cookie: `${own}; ${others}` })).admin).toBe(true);
    expect(() => sessions.visitorOf(asking({ cookie: own }, { ...here, localPort: 9000 }))).toThrow('no session');
  });

  it('are kept as hashes only, and swept when they are over', () => {
    const { sessions, token, store, clock, next } = setUp();
    const cookie = sessions.open(token, here) ?? '';
    const [hash] = store.rows.keys();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(cookie).not.toContain(hash);
    clock.at += 31 * day;
    next();
    expect(store.rows.size).toBe(0);
  });

  it('take the control token from this PC alone, where the command line stands', () => {
    const { sessions } = setUp();
    expect(() => sessions.visitorOf(asking({ authorization: 'Bearer control-token' }, there))).toThrow('no session');
  });

  it('take the control token of the command line instead, and no other', () => {
    const { sessions } = setUp();
    expect(sessions.visitorOf(asking({ authorization: 'Bearer control-token' }))).toMatchObject({
      caller: { id: 'cli', name: 'command line', weight: 2 },
      admin: true,
      session: null,
    });
    for (const authorization of ['Bearer x', 'Bearer ', 'Basic control-token', 'control-token']) {
      expect(() => sessions.visitorOf(asking({ authorization }))).toThrow('no session');
    }
    expect(() => sessions.visitorOf(asking({}))).toThrow('no session');
    expect(() => sessions.visitorOf(asking({ cookie: 'aivailable_session_8420=' }))).toThrow('no session');
  });
});

describe('sessions of people who were invited', () => {
  it('serve from another PC for a year, as a member’s, and note that somebody was there', () => {
    const { sessions, invited, clock, book } = setUp();
    const aylin = invited('member');
    clock.at += 364 * day;
    expect(sessions.visitorOf(aylin.from())).toMatchObject({ admin: false, atThisPc: false, caller: { id: aylin.id } });
    expect(book.find(aylin.id)?.lastSeenAt).toBe(clock.at);
    clock.at += 2 * day;
    expect(() => sessions.visitorOf(aylin.from())).toThrow('no session');
  });

  it('become an admin’s for an hour, when the person is one', () => {
    const { sessions, invited, clock } = setUp();
    const jana = invited('admin');
    expect(sessions.visitorOf(jana.from()).admin).toBe(false);
    sessions.becomeAdmin(sessions.visitorOf(jana.from()));
    expect(sessions.visitorOf(jana.from())).toMatchObject({ admin: true, adminUntil: clock.at + hour });
    clock.at += hour;
    expect(sessions.isAdmin(jana.from())).toBe(false);
    const aylin = invited('member');
    expect(() => sessions.becomeAdmin(sessions.visitorOf(aylin.from()))).toThrow('is a member of this office');
  });

  it('are no admin’s any more when they say so, when the password changes, or when the role does', () => {
    const { sessions, invited, people } = setUp();
    const jana = invited('admin');
    const sign = () => sessions.becomeAdmin(sessions.visitorOf(jana.from()));
    sessions.leaveAdmin(sign());
    expect(sessions.isAdmin(jana.from())).toBe(false);
    sign();
    sessions.endAdmin();
    expect(sessions.isAdmin(jana.from())).toBe(false);
    sign();
    people.change(jana.id, { role: 'member' });
    expect(sessions.isAdmin(jana.from())).toBe(false);
  });

  it('end with the person, and say so; being let in again brings none of them back', () => {
    const { sessions, invited, people, store, clock } = setUp();
    const aylin = invited('member');
    people.revoke(aylin.id);
    expect(refusalOf(() => sessions.visitorOf(aylin.from()))).toMatchObject({ code: 'access_ended' });
    store.endOf(aylin.id, clock.at);
    people.invite(aylin.id, 1);
    expect(refusalOf(() => sessions.visitorOf(aylin.from()))).toMatchObject({ code: 'access_ended' });
  });

  it('are forgotten at a sign-out', () => {
    const { sessions, invited } = setUp();
    const aylin = invited('member');
    const forget = sessions.signOut(sessions.visitorOf(aylin.from()), there);
    expect(forget).toMatch(/^aivailable_session_8420=; .*Max-Age=0/);
    expect(() => sessions.visitorOf(aylin.from())).toThrow('no session');
  });
});
