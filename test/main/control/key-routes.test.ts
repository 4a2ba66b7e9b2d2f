import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

let server: ControlServer;
beforeEach(async () => {
  server = await serveControl();
});
afterEach(() => server.close());

const send = (method: string, at: string, body?: unknown): Promise<Response> =>
  server.call(`/control/keys${at}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

it('hands on what is wished, and tells that it was done', async () => {
  server.keys.answers.set('make', { key: 'aiv-secret' });
  const made = await send('POST', '', { name: ' n8n ', limits: { requestsPerMinute: 60 } });
  expect([made.status, await made.json()]).toEqual([201, { key: 'aiv-secret' }]);
  await send('PATCH', '/key-1', { models: ['llama'], expiresAt: null, owner: ' Jana ' });
  expect((await send('DELETE', '/key-1')).status).toBe(204);
  expect(server.keys.calls).toEqual([
    ['make', { name: 'n8n', owner: null, limits: { requestsPerMinute: 60 } }],
    ['change', 'key-1', { models: ['llama'], expiresAt: null, owner: 'Jana' }],
    ['revoke', 'key-1'],
  ]);
  await until('all was noted', () => server.activity.events.length === 3);
  expect(server.activity.events.map(({ what }) => what)).toEqual(['key made', 'key limited', 'key revoked']);
  expect(JSON.stringify(server.activity.events)).not.toContain('aiv-secret');
});

it.each([
  ['POST', '', { name: '' }, 'name'],
  ['POST', '', { name: 'x'.repeat(61) }, 'name'],
  ['POST', '', { name: 'n8n', limits: { requestsPerMinute: 0 } }, 'limits.requestsPerMinute'],
  ['PATCH', '/key-1', { models: [] }, 'models'],
  ['PATCH', '/key-1', { owner: '' }, 'owner'],
  ['PATCH', '/key-1', { tokensPerWeek: 5 }, undefined],
])('refuses %s %s with %j by name', async (method, at, body, param) => {
  const answer = await send(method, at, body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request', ...(param ? { param } : {}) } });
  expect(server.keys.calls).toEqual([]);
});

it('gives usage as a table in which no name becomes a formula', async () => {
  const row = { day: '2026-11-29', keyId: 'key-1', model: 'llama', requests: 2, promptTokens: 10, completionTokens: 5 };
  server.keys.answers.set('usage', [{ ...row, name: '=1+1' }]);
  const response = await send('GET', '/usage.csv');
  expect(response.headers.get('content-disposition')).toContain('aivailable-usage-');
  const [head, line] = (await response.text()).split('\n');
  expect(head).toMatch(/day,name,keyId,model,requests,promptTokens,completionTokens$/);
  expect(line).toBe("2026-11-29,'=1+1,key-1,llama,2,10,5");
});
