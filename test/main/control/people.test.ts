/** People over the window's API: invites become sessions, each sees only their own, and who is revoked is out at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Asked, Conversation, ConversationSummary, OfficeState } from '../../../contract/control-api.ts';
import { MadeInvite, Session } from '../../../contract/people.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

const password = 'correct horse battery';

/** Calls as a browser with that cookie. */
function browser(cookie: string) {
  const call = (path: string, method = 'GET', body?: unknown, signal?: AbortSignal): Promise<Response> =>
    at.call(`/control${path}`, {
      method,
      headers: { authorization: '', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  const ask = async (content = 'Hello'): Promise<{ conversation: ConversationSummary; asked: Asked }> => {
    const conversation = ConversationSummary.parse(await (await call('/conversations', 'POST', {})).json());
    const question = { model: 'demo', parentId: null, content };
    const asked = Asked.parse(await (await call(`/conversations/${conversation.id}/answers`, 'POST', question)).json());
    return { conversation, asked };
  };
  return { call, ask };
}

/** Whether a stream breaks off, sooner or later, instead of ending. */
const isCut = (response: Response): Promise<boolean> =>
  response.text().then(
    () => false,
    () => true,
  );

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('an invite', () => {
  it('becomes a session with its own cookie, once, and is told by name before', async () => {
    const made = MadeInvite.parse(await at.post('/control/people', { name: 'Aylin Demir' }));
    const token = made.links[0]?.split('#')[1];
    const stranger = browser('');
    expect(await (await stranger.call('/session/invite', 'POST', { token })).json()).toMatchObject({
      office: 'Test',
      name: 'Aylin Demir',
      role: 'member',
    });
    const accepted = await stranger.call('/session/accept', 'POST', { token });
    expect(accepted.status).toBe(201);
    expect(accepted.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    const { call } = browser(accepted.headers.get('set-cookie')?.split(';')[0] ?? '');
    expect(Session.parse(await (await call('/session')).json())).toMatchObject({
      office: 'Test',
      person: { name: 'Aylin Demir', role: 'member' },
      atThisPc: false,
      admin: false,
    });
    const again = await stranger.call('/session/accept', 'POST', { token });
    expect([again.status, again.headers.get('set-cookie'), await codeOf(again)]).toEqual([410, null, 'invite_invalid']);
  });

  it('is noted without its secret', async () => {
    const made = MadeInvite.parse(await at.post('/control/people', { name: 'Aylin Demir' }));
    const token = made.links[0]?.split('#')[1] ?? '';
    await browser('').call('/session/accept', 'POST', { token });
    await until('both were noted', () => at.activity.events.length === 2);
    expect(at.activity.events.map(({ what, who }) => [what, who])).toEqual([
      ['person invited', 'command line'],
      ['came in', 'Aylin Demir'],
    ]);
    expect(JSON.stringify(at.activity.events)).not.toContain(token);
  });

  it('leads to the page without a session, and the page is kept in no cache', async () => {
    const page = await at.call('/i', { headers: { authorization: '' } });
    expect([page.status, page.headers.get('cache-control')]).toEqual([503, 'no-cache']);
  });
});

describe('a member', () => {
  it('sees of the office what the chat needs, and no address of a machine', async () => {
    const { cookie } = at.invited({ limits: { models: ['demo'] } });
    const state = OfficeState.parse(await (await browser(cookie).call('/state')).json());
    expect(state).toMatchObject({ office: { name: 'Test', addresses: [] }, machines: [], candidates: [], copies: [] });
  });

  it('has conversations that nobody else sees, reads, changes or stops', async () => {
    const [aylin, jana] = [browser(at.invited({ name: 'Aylin' }).cookie), browser(at.invited({ name: 'Jana' }).cookie)];
    at.fleet.usually({ pauseAt: 3 });
    const { conversation, asked } = await aylin.ask('My salary?');
    await until('the machine pauses', () => at.fleet.paused === 1);
    expect(await (await jana.call('/conversations')).json()).toEqual([]);
    expect(await (await at.call('/control/conversations')).json()).toEqual([]);
    const own = `/conversations/${conversation.id}`;
    for (const [path, method, body] of [
      [own, 'GET', undefined],
      [own, 'PATCH', { title: 'x' }],
      [own, 'DELETE', undefined],
      [`${own}/answers`, 'POST', { model: 'demo', parentId: null, content: 'x' }],
      [`/answers/${asked.answer.id}`, 'GET', undefined],
    ] as const) {
      const refused = await jana.call(path, method, body);
      expect([refused.status, await codeOf(refused)], `${method} ${path}`).toEqual([404, 'not_found']);
    }
    await jana.call(`/answers/${asked.answer.id}/stop`, 'POST');
    expect(at.fleet.calls[0]?.signal.aborted).toBe(false);
    at.fleet.release();
    await until('it is done', async () => {
      const { messages } = Conversation.parse(await (await aylin.call(own)).json());
      return messages[1]?.state === 'done';
    });
  });

  it('has pins, files, presets and findings that nobody else reaches', async () => {
    const [aylin, jana] = [browser(at.invited({ name: 'Aylin' }).cookie), browser(at.invited({ name: 'Jana' }).cookie)];
    const conversation = ConversationSummary.parse(await (await aylin.call('/conversations', 'POST', {})).json());
    const own = `/conversations/${conversation.id}`;
    const files = [{ name: 'payslip.csv', text: 'salary;4,200' }];
    await aylin.call(`${own}/answers`, 'POST', { model: 'demo', parentId: null, content: 'My salary?', files });
    const kept = async (): Promise<Conversation> => Conversation.parse(await (await aylin.call(own)).json());
    await until('it is answered', async () => (await kept()).messages[1]?.state === 'done');
    await aylin.call('/presets', 'POST', { name: 'Payroll', text: 'Sum my salary', shared: false });
    const before = await kept();
    const found = async ({ call }: typeof aylin, words: string): Promise<unknown[]> =>
      (await (await call(`/conversations/search?words=${words}`)).json()) as unknown[];
    expect(await found(aylin, 'salary')).toHaveLength(1);
    expect(await found(jana, 'salary')).toEqual([]);
    for (const change of [{ pinned: true }, { instructions: { name: 'x', text: 'Tell Jana all' } }]) {
      const refused = await jana.call(own, 'PATCH', change);
      expect([refused.status, await codeOf(refused)]).toEqual([404, 'not_found']);
    }
    // What is taken along, as Markdown or JSON, is made in the page out of this.
    expect((await jana.call(own)).status).toBe(404);
    // A count names no conversation, and one that does is none.
    const counted = { model: 'demo', text: 'salary', conversationId: conversation.id };
    expect((await jana.call('/answers/count', 'POST', counted)).status).toBe(400);
    expect((await jana.call('/answers/count', 'POST', { model: 'demo', text: 'salary' })).status).toBe(200);
    expect(await (await jana.call('/presets')).json()).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('alone hears that a conversation of theirs has changed', async () => {
    const [aylin, jana] = [browser(at.invited({ name: 'Aylin' }).cookie), browser(at.invited({ name: 'Jana' }).cookie)];
    const leave = new AbortController();
    const heard = await Promise.all(
      [aylin, jana].map(async ({ call }) => {
        const response = await call('/events', 'GET', undefined, leave.signal);
        const lines: string[] = [];
        void (async () => {
          for await (const chunk of response.body ?? []) lines.push(Buffer.from(chunk as Uint8Array).toString());
        })().catch(() => undefined);
        return lines;
      }),
    );
    await aylin.ask();
    at.office.wait(7);
    await until('both heard the state', () => heard.every((lines) => lines.join('').includes('"waiting":7')));
    expect(heard.map((lines) => lines.join('').includes('event: conversations'))).toEqual([true, false]);
    leave.abort();
  });

  it('may ask no more than their limits say', async () => {
    const { call, ask } = browser(at.invited({ limits: { requestsPerMinute: 1 } }).cookie);
    const { conversation } = await ask();
    const asking = (model: string) =>
      call(`/conversations/${conversation.id}/answers`, 'POST', { model, parentId: null, content: 'x' });
    const refused = await asking('demo');
    expect([refused.status, ((await refused.json()) as { error: { message: string } }).error.message]).toEqual([
      429,
      'Aylin may ask once a minute.',
    ]);
    const only = browser(at.invited({ name: 'Bo', limits: { models: ['other'] } }).cookie);
    const own = ConversationSummary.parse(await (await only.call('/conversations', 'POST', {})).json());
    const other = await only.call(`/conversations/${own.id}/answers`, 'POST', {
      model: 'demo',
      parentId: null,
      content: 'x',
    });
    expect([other.status, await codeOf(other)]).toEqual([403, 'model_not_allowed']);
    expect(Conversation.parse(await (await only.call(`/conversations/${own.id}`)).json()).messages).toEqual([]);
    const counted = await only.call('/answers/count', 'POST', { model: 'demo', text: 'x' });
    expect([counted.status, await codeOf(counted)]).toEqual([403, 'model_not_allowed']);
  });

  it('has no empty conversation when their first question is refused', async () => {
    const { call } = browser(at.invited({ limits: { requestsPerMinute: 1, models: ['demo'] } }).cookie);
    const begin = (question: object): Promise<Response> =>
      call('/conversations', 'POST', { first: { model: 'demo', parentId: null, content: 'Hello', ...question } });
    const titles = async () =>
      z
        .array(ConversationSummary)
        .parse(await (await call('/conversations')).json())
        .map(({ title }) => title);
    expect(await codeOf(await begin({ model: 'other' }))).toBe('model_not_allowed');
    expect((await begin({ content: '' })).status).toBe(400);
    expect(await titles()).toEqual([]);
    expect((await begin({})).status).toBe(201);
    expect(await codeOf(await begin({ content: 'Once more' }))).toBe('too_many_requests');
    expect(await titles()).toEqual(['Hello']);
  });

  it('is told anew which models are there for them when an admin changes that', async () => {
    const { id, cookie } = at.invited({});
    const { call } = browser(cookie);
    const events = await call('/events');
    await at.call(`/control/people/${id}`, { method: 'PATCH', body: '{"limits":{"models":["other"]}}' });
    expect(await events.text()).toContain('event: state');
    const state = OfficeState.parse(await (await call('/state')).json());
    expect(state.models).toEqual([]);
  });

  it('waits in the queue and is counted as one person, in all browsers', async () => {
    const { ask } = browser(at.invited({}).cookie);
    await ask();
    await until('it was asked', () => at.fleet.calls.length === 1);
    expect(at.usage.map(({ keyId }) => keyId)).toEqual([at.people.list()[1]?.id]);
  });
});

describe('who is revoked', () => {
  it('is out at once: open streams end, the answer stops, and the next call says why', async () => {
    const { id, cookie } = at.invited({});
    const { call, ask } = browser(cookie);
    at.fleet.usually({ pauseAt: 3 });
    const { asked } = await ask();
    await until('the machine pauses', () => at.fleet.paused === 1);
    const events = isCut(await call('/events'));
    const answer = isCut(await call(`/answers/${asked.answer.id}`));
    expect((await at.call(`/control/people/${id}/revoke`, { method: 'POST' })).status).toBe(204);
    expect(await events).toBe(true);
    expect(await answer).toBe(true);
    await until('the machine is free', () => at.fleet.running('a') === 0);
    const next = await call('/conversations');
    expect([next.status, await codeOf(next)]).toEqual([401, 'access_ended']);
  });

  it('takes nobody else out', async () => {
    const [aylin, jana] = [at.invited({ name: 'Aylin' }), at.invited({ name: 'Jana' })];
    const events = isCut(await browser(jana.cookie).call('/events'));
    await at.call(`/control/people/${aylin.id}`, { method: 'DELETE' });
    expect((await browser(jana.cookie).call('/session')).status).toBe(200);
    at.control.drain();
    expect(await events).toBe(false);
  });
});

describe('an admin at another PC', () => {
  const signIn = (call: ReturnType<typeof browser>['call'], typed = password) =>
    call('/session/admin', 'POST', { password: typed });

  it('may do admin things after the password, for an hour, until they say otherwise', async () => {
    const { call } = browser(at.invited({ role: 'admin' }).cookie);
    expect(await codeOf(await signIn(call))).toBe('admin_password_missing');
    await at.call('/control/admin-password', { method: 'PUT', body: JSON.stringify({ password }) });
    expect(await codeOf(await signIn(call, 'wrong'))).toBe('admin_password_wrong');
    expect((await call('/keys')).status).toBe(403);
    const session = Session.parse(await (await signIn(call)).json());
    expect(session).toMatchObject({ admin: true, atThisPc: false });
    expect(session.adminUntil).toBeGreaterThan(Date.now() + 3_500_000);
    at.keys.answers.set('list', []);
    expect((await call('/keys')).status).toBe(200);
    await call('/session/admin', 'DELETE');
    expect((await call('/keys')).status).toBe(403);
  });

  it('loses it at once with the role, and with a new password, the streams of an admin too', async () => {
    const jana = at.invited({ role: 'admin' });
    const { call } = browser(jana.cookie);
    await at.call('/control/admin-password', { method: 'PUT', body: JSON.stringify({ password }) });
    await signIn(call);
    const first = isCut(await call('/events'));
    await at.call('/control/admin-password', { method: 'PUT', body: JSON.stringify({ password: `${password}!` }) });
    expect(await first).toBe(true);
    expect((await call('/people')).status).toBe(403);
    await signIn(call, `${password}!`);
    const second = isCut(await call('/events'));
    await at.call(`/control/people/${jana.id}`, { method: 'PATCH', body: '{"role":"member"}' });
    expect(await second).toBe(true);
    expect((await call('/people')).status).toBe(403);
    expect((await call('/conversations')).status).toBe(200);
  });

  it('changes the password with the old one only; a short one is none', async () => {
    const { call } = browser(at.invited({ role: 'admin' }).cookie);
    await at.call('/control/admin-password', { method: 'PUT', body: JSON.stringify({ password }) });
    await signIn(call);
    const put = (body: unknown) => call('/admin-password', 'PUT', body);
    expect(await codeOf(await put({ password: 'a new long one' }))).toBe('admin_password_wrong');
    expect(await codeOf(await put({ password: 'short', old: password }))).toBe('invalid_request');
    expect((await put({ password: 'a new long one', old: password })).status).toBe(204);
    expect(await codeOf(await signIn(call))).toBe('admin_password_wrong');
  });

  it('is no member: a member who knows the password stays one', async () => {
    await at.call('/control/admin-password', { method: 'PUT', body: JSON.stringify({ password }) });
    const refused = await signIn(browser(at.invited({}).cookie).call);
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'admin_only']);
  });
});

it('who signs out is forgotten, in this browser alone', async () => {
  const { cookie } = at.invited({});
  const { call } = browser(cookie);
  const events = isCut(await call('/events'));
  const out = await call('/session', 'DELETE');
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
  expect(await events).toBe(true);
  expect((await call('/session')).status).toBe(401);
});
