import { afterEach, beforeEach, expect, it } from 'vitest';
import { ActivityPage, Availability, Histories, Rates } from '../../../contract/activity.ts';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

let server: ControlServer;
beforeEach(async () => {
  server = await serveControl();
});
afterEach(() => server.close());

function happen(sentence: string, kind: 'machine' | 'model' = 'machine'): void {
  const event = { kind, tone: 'plain', what: 'lost', subject: 'PC-1', reason: '', who: null } as const;
  server.activity.add({ ...event, sentence, detail: {}, durationMs: null });
}
const ask = async (path: string): Promise<unknown> => (await server.call(`/control${path}`)).json();

it('gives events by page and kind', async () => {
  happen('one');
  happen('two', 'model');
  happen('three');
  const page = ActivityPage.parse(await ask('/activity?limit=2'));
  expect(page.events.map(({ sentence }) => sentence)).toEqual(['three', 'two']);
  expect(page.more).toBe(true);
  const rest = ActivityPage.parse(await ask(`/activity?before=${page.events.at(-1)?.id}`));
  expect(rest.events.map(({ sentence }) => sentence)).toEqual(['one']);
  expect(ActivityPage.parse(await ask('/activity?kind=model')).events).toHaveLength(1);
});

it('refuses what it does not know', async () => {
  for (const query of ['kind=weather', 'limit=0', 'limit=5000', 'who=me']) {
    expect(await ask(`/activity?${query}`)).toMatchObject({ error: { code: 'invalid_request' } });
  }
});

it('gives availability and rates', async () => {
  expect(Availability.parse(await ask('/availability')).days).toHaveLength(30);
  expect(Rates.parse(await ask('/rates?span=hour')).until).toBe(3_600_000);
});

it('gives the last hour of every machine, or of one', async () => {
  expect(Histories.parse(await ask('/history')).machines).toEqual([]);
  expect(Histories.parse(await ask('/history?machine=m-1')).until).toBe(3_600_000);
  expect(await ask('/history?who=me')).toMatchObject({ error: { code: 'invalid_request' } });
});

it('tells events as they happen, of one kind when that is asked for', async () => {
  const leaving = new AbortController();
  const { body } = await server.call('/control/activity/events?kind=model', { signal: leaving.signal });
  const heard: string[] = [];
  const reading = (async () => {
    for await (const chunk of body ?? []) heard.push(Buffer.from(chunk as Uint8Array).toString());
  })().catch(() => undefined);
  happen('not this one');
  happen('a model moved', 'model');
  await until('it was told', () => heard.join('').includes('a model moved'));
  expect(heard.join('')).not.toContain('not this one');
  leaving.abort();
  await reading;
});

it('keeps what a person did, and by which way, when it was done', async () => {
  await server.call('/control/machines/m-1', { method: 'PATCH', body: JSON.stringify({ paused: true }) });
  await server.call('/control/machines/m-1', { method: 'PATCH', body: '{"paused":"maybe"}' });
  await until('it was noted', () => server.activity.events.length > 0);
  expect(server.activity.events).toMatchObject([
    { kind: 'admin', what: 'changed', who: 'command line', subject: 'm-1', reason: 'By command line, from this PC.' },
  ]);
});

it('gives all that happened as a table, in which no name becomes a formula', async () => {
  for (let n = 1; n <= 501; n += 1) happen(`event ${n}`);
  happen('=HYPERLINK("http://evil")', 'model');
  const response = await server.call('/control/activity.csv');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="?aivailable-activity-[-\d]+\.csv"?$/,
  );
  expect(response.headers.get('content-type')).toContain('text/csv');
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines).toHaveLength(503);
  expect(lines[0]).toMatch(/time,kind,what,subject,sentence,reason,who,address,seconds$/);
  expect(lines[1]).toContain(',machine,lost,PC-1,event 1,');
  expect(lines.at(-1)).toContain(`"'=HYPERLINK(""http://evil"")"`);
  const some = await (await server.call('/control/activity.csv?kind=model')).text();
  expect(some.trimEnd().split('\n')).toHaveLength(2);
});
