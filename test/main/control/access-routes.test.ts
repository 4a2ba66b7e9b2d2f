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
