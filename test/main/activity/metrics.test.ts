import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { Metrics } from '../../../main/activity/metrics.ts';
import { MetricsDoor } from '../../../main/activity/metrics-door.ts';
import { Inventory } from '../../../main/inventory/inventory.ts';
import { aRequestEnd } from '../../support/a-request-end.ts';
import { quietLog } from '../../support/quiet-log.ts';

function open() {
  const inventory = new Inventory({ now: () => 0 });
  const whose = { certificate: '', fingerprint: 'f', machineId: 'm-1' };
  inventory.know({ id: 'm-1', name: 'PC-1', local: false, removing: false, ...whose });
  return new Metrics({ machines: () => inventory.machines(), waiting: () => 3, version: '1.2.3' });
}
const lines = async (metrics: Metrics): Promise<string[]> => (await metrics.text()).split('\n');

it('count requests, tokens and failovers by model', async () => {
  const metrics = open();
  metrics.ended(aRequestEnd());
  const move = { from: 'PC-1', to: 'PC-2', why: 'lost' as const, tokens: 3, gapMs: 9 };
  metrics.ended(aRequestEnd({ outcome: 'moved', moves: [move], restarts: 2 }));
  metrics.ended(aRequestEnd({ outcome: 'refused', firstTokenMs: null, promptTokens: 0, completionTokens: 0 }));
  expect(await lines(metrics)).toEqual(
    expect.arrayContaining([
      'aivailable_requests_total{model="demo",outcome="whole"} 1',
      'aivailable_requests_total{model="demo",outcome="refused"} 1',
      'aivailable_tokens_total{model="demo",direction="completion"} 40',
      'aivailable_failovers_total{model="demo",when="before"} 2',
      'aivailable_failovers_total{model="demo",when="after"} 1',
      'aivailable_request_duration_seconds_count{model="demo"} 2',
      'aivailable_time_to_first_token_seconds_bucket{le="0.25",model="demo"} 2',
    ]),
  );
});

it('read machines and the queue when somebody asks', async () => {
  expect(await lines(open())).toEqual(
    expect.arrayContaining([
      'aivailable_waiting_requests 3',
      'aivailable_machine_up{machine="PC-1"} 0',
      'aivailable_info{version="1.2.3"} 1',
    ]),
  );
});

it('are shown to those only who may read them', async () => {
  const door = new MetricsDoor({
    metrics: open(),
    mayRead: ({ headers }) => headers.authorization === 'Bearer good',
    log: quietLog,
  });
  const server = createServer((request, response) => door.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  const ask = (authorization?: string, method = 'GET') =>
    fetch(url, { method, headers: authorization === undefined ? {} : { authorization } });
  const shown = await ask('Bearer good');
  expect(shown.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await shown.text()).toContain('# TYPE aivailable_requests_total counter');
  expect(await (await ask()).json()).toMatchObject({ error: { code: 'missing_key' } });
  expect((await ask('Bearer bad')).status).toBe(401);
  expect((await ask('Bearer good', 'POST')).status).toBe(405);
});
