/** Every call that changes something is kept, with who and from where: walked over the routes that Control really has. */
import express from 'express';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { adminAction } from '../../../main/control/admin-action.ts';
import { serveControl } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

afterEach(() => vi.restoreAllMocks());

/** Calls that change nothing of the office, or that every day has many of. */
const notKept = new Map([
  ['POST /control/plan/what-if', 'It only computes.'],
  ['POST /control/machines/host-key', 'It shows what a PC says of itself.'],
  ['POST /control/machines/:id/test', 'It asks a card for a few words.'],
  ['POST /control/conversations/', 'A person’s own chats.'],
  ['PATCH /control/conversations/:id', 'A person’s own chats.'],
  ['DELETE /control/conversations/:id', 'A person’s own chats.'],
  ['POST /control/conversations/:id/answers', 'A person’s own chats.'],
  ['POST /control/answers/:id/stop', 'A person’s own chats.'],
]);

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** What is mounted while Control is made. */
async function routes(): Promise<string[]> {
  const mounted = vi.spyOn(express.application, 'use');
  const server = await serveControl();
  onTestFinished(() => server.close());
  return (mounted.mock.calls as readonly unknown[][]).flatMap(([at, ...handlers]) =>
    handlers.flatMap((handler) =>
      ((handler as { stack?: Layer[] }).stack ?? []).flatMap(({ route }) =>
        Object.keys(route?.methods ?? {}).map((method) => `${method.toUpperCase()} ${String(at)}${route?.path}`),
      ),
    ),
  );
}

it('has words for each call that changes something', async () => {
  const changing = (await routes()).filter((route) => !route.startsWith('GET '));
  expect(changing.length).toBeGreaterThan(30);
  const without = changing.filter((route) => {
    const [method = '', path = ''] = route.split(' ');
    const real = path.replace(/^\/control/, '').replaceAll(/:\w+/g, 'x-1');
    return !notKept.has(route) && adminAction(method, real, () => null) === null;
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
