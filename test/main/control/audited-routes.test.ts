/** Every call that changes something is kept, with who and from where: walked over the routes that Control really has. */
import { expect, it, onTestFinished } from 'vitest';
import { adminAction } from '../../../main/control/admin-action.ts';
import { serveControl } from '../../support/control-server.ts';
import { routesOf } from '../../support/source/routes-of.ts';
import { until } from '../../support/until.ts';

/** Calls that change nothing of the office, or that every day has many of. */
const notKept = new Map([
  ['POST /plan/what-if', 'It only computes.'],
  ['POST /machines/host-key', 'It shows what a PC says of itself.'],
  ['POST /machines/:id/test', 'It asks a card for a few words.'],
  ['POST /session/invite', 'It shows whose invite it is.'],
  ['DELETE /session', 'A person’s own browser is signed out.'],
  ['DELETE /session/admin', 'It takes rights back, of the one who asks.'],
  ['POST /conversations', 'A person’s own chats.'],
  ['PATCH /conversations/:id', 'A person’s own chats.'],
  ['DELETE /conversations/:id', 'A person’s own chats.'],
  ['POST /conversations/:id/answers', 'A person’s own chats.'],
  ['POST /answers/count', 'It only counts.'],
  ['POST /answers/:id/stop', 'A person’s own chats.'],
]);

it('has words for each call that changes something', async () => {
  const server = await serveControl();
  onTestFinished(() => server.close());
  const changing = routesOf(server.control.rooms).filter((route) => !route.startsWith('GET '));
  expect(changing.length).toBeGreaterThan(30);
  const without = changing.filter((route) => {
    const [method = '', path = ''] = route.split(' ');
    return !notKept.has(route) && adminAction(method, path.replaceAll(/:\w+/g, 'x-1'), () => null) === null;
  });
  expect(without).toEqual([]);
  expect([...notKept.keys()].filter((route) => !changing.includes(route))).toEqual([]);
});

it('keeps one word for each of them', () => {
  const paths = ['/keys', '/machines/tokens', '/machines/scan', '/models/import', '/backup', '/shutdown'];
  const words = paths.map((path) => adminAction('POST', path, () => null)?.what);
  expect(new Set(words).size).toBe(paths.length);
});

it('keeps who tried without a right session, and not who only looks without one', async () => {
  const server = await serveControl();
  onTestFinished(() => server.close());
  const anonymous = (method: string, at: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${server.port}${at}`, { method, headers });
  for (let time = 0; time < 3; time += 1) expect((await anonymous('GET', '/control/state')).status).toBe(401);
  expect(server.activity.events).toEqual([]);
  expect((await anonymous('POST', '/control/keys')).status).toBe(401);
  const wrong = { authorization: 'Bearer not-the-token' };
  expect((await anonymous('GET', '/control/state', wrong)).status).toBe(401);
  await until('it was noted', () => server.activity.events.length > 0);
  expect(server.activity.events).toMatchObject([
    {
      kind: 'admin',
      tone: 'attention',
      what: 'refused',
      who: null,
      detail: { address: '127.0.0.1', tried: 'key made' },
    },
  ]);
  expect(JSON.stringify(server.activity.events)).not.toContain('not-the-token');
  const csv = await (await server.call('/control/activity.csv?kind=admin')).text();
  expect(csv).toContain('time,kind,what,subject,sentence,reason,who,address,seconds');
  expect(csv).toMatch(/admin,refused,office,.*,127\.0\.0\.1,/);
});

it('keeps wrong invites and wrong admin passwords, with who tried', async () => {
  const server = await serveControl();
  onTestFinished(() => server.close());
  await server.password.set('the right password');
  const { cookie } = server.invited({ name: 'Jana', role: 'admin' });
  const headers = { authorization: '', cookie };
  const wrong = async (path: string, body: object): Promise<number> =>
    (await server.call(`/control/session/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  expect(await wrong('admin', { password: 'not the right password' })).toBe(403);
  await until('it was noted', () => server.activity.events.length > 0);
  expect(server.activity.events).toMatchObject([{ what: 'refused', who: 'Jana', detail: { tried: 'admin' } }]);
  expect(await wrong('accept', { token: 'M4TK-AAAA-AAAA-AAAA' })).toBe(410);
  expect(JSON.stringify(server.activity.events)).not.toMatch(/not the right password|M4TK/);
});

it('keeps that the office was named, once, and no mere step of its first run', async () => {
  const server = await serveControl();
  onTestFinished(() => server.close());
  const change = async (body: object): Promise<number> =>
    (await server.call('/control/office', { method: 'PATCH', body: JSON.stringify(body) })).status;
  expect(await change({ welcome: 'this-pc' })).toBe(204);
  expect(await change({ name: 'Roth Architects', welcome: 'other-pcs' })).toBe(204);
  expect(await change({ welcome: 'done' })).toBe(204);
  await until('it was noted', () => server.activity.events.length > 0);
  expect(server.activity.events).toMatchObject([{ kind: 'admin', sentence: 'The office was named Roth Architects' }]);
});
