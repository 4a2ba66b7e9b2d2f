import { expect, it, onTestFinished } from 'vitest';
import { serveControl } from '../../support/control-server.ts';

async function serve() {
  const server = await serveControl();
  onTestFinished(() => server.close());
  server.access.answers.set('view', { localName: 'reception.local' });
  return server;
}

it('shows where the office is reached, and changes whether only encrypted', async () => {
  const server = await serve();
  expect(await (await server.call('/control/access')).json()).toEqual({ localName: 'reception.local' });
  const changed = await server.call('/control/access', { method: 'PATCH', body: '{"requireHttps":true}' });
  expect(await changed.json()).toEqual({ localName: 'reception.local' });
  expect(server.access.calls).toContainEqual(['change', { requireHttps: true }]);
});

it('takes no change that it does not know, and none from strangers', async () => {
  const server = await serve();
  for (const body of ['{}', '{"requireHttps":"yes"}', '{"requireHttps":true,"port":1}', 'no']) {
    expect((await server.call('/control/access', { method: 'PATCH', body })).status).toBe(400);
  }
  const stranger = { authorization: 'Bearer wrong' };
  expect((await server.call('/control/access', { headers: stranger })).status).toBe(401);
});

it('chooses networks, and tells who asks from where', async () => {
  const server = await serve();
  const put = (body: unknown) => server.call('/control/access/networks', { method: 'PUT', body: JSON.stringify(body) });
  expect((await put({ only: ['192.168.10.0/24'] })).status).toBe(200);
  expect(server.access.calls).toContainEqual(['serveOnly', { only: ['192.168.10.0/24'] }, '127.0.0.1']);
  for (const wrong of [{}, { only: ['office'] }, { only: ['fd00::/8'] }, { only: null, all: true }]) {
    expect((await put(wrong)).status).toBe(400);
  }
});

it('opens models to requests without a key, by name and never all of them, and closes them again', async () => {
  const server = await serve();
  const put = (body: unknown) =>
    server.call('/control/access/without-key', { method: 'PUT', body: JSON.stringify(body) });
  const limits = { models: ['demo'], requestsPerMinute: 60, tokensPerDay: null };
  expect((await put(limits)).status).toBe(200);
  expect(server.access.calls).toContainEqual(['serveWithoutKey', limits]);
  for (const wrong of [{}, { ...limits, models: null }, { ...limits, models: [] }, { ...limits, expiresAt: null }]) {
    expect((await put(wrong)).status).toBe(400);
  }
  expect((await server.call('/control/access/without-key', { method: 'DELETE' })).status).toBe(200);
  expect(server.access.calls).toContainEqual(['serveWithoutKey', null]);
});
