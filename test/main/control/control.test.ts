import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveControl, type ControlServer } from '../../support/control-server.ts';
import { until } from '../../support/until.ts';

let at: ControlServer;
beforeEach(async () => {
  at = await serveControl();
});
afterEach(() => at.close());

describe('control', () => {
  it('shows nothing without a session, but the page’s own files', async () => {
    const bare = { headers: { authorization: '' } };
    for (const where of [
      '/control/state',
      '/control/events',
      '/control/conversations',
      '/control/answers/x',
      '/control/none',
    ]) {
      const response = await at.call(where, bare);
      expect(response.status, where).toBe(401);
      expect(await response.json()).toMatchObject({
        error: { code: 'no_session', action: expect.stringContaining('link') },
      });
    }
    writeFileSync(path.join(at.pageRoot, 'index.html'), '<!doctype html>page');
    expect(await (await at.call('/', bare)).text()).toContain('page');
  });

  it('signs a browser in by the launch link and takes the token out of the address', async () => {
    const link = new URL(at.sessions.launchLink(at.port));
    const response = await at.call(`/${link.search}`, { headers: { authorization: '' } });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await at.call('/control/state', { headers: { authorization: '', cookie } })).status).toBe(200);
    const wrong = await at.call('/?open=wrong', { headers: { authorization: '' } });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([303, null]);
  });

  it('serves the page: hashed files for ever, the index never from a cache', async () => {
    expect((await at.call('/')).status).toBe(503);
    mkdirSync(path.join(at.pageRoot, 'assets'));
    writeFileSync(path.join(at.pageRoot, 'index.html'), '<!doctype html>page');
    writeFileSync(path.join(at.pageRoot, 'assets', 'app-1a2b.js'), 'let x;');
    const index = await at.call('/');
    expect([index.status, index.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(index.headers.get('content-security-policy')).toContain("default-src 'self'");
    const asset = await at.call('/assets/app-1a2b.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    for (const where of ['/none', '/CONTROL/state', '/assets/none.js', '/..%2f..%2fetc/passwd', '/%', '/%00']) {
      const response = await at.call(where);
      expect(response.status, where).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('keeps conversations', async () => {
    const first = await at.newConversation();
    expect(first.title).toBe('New chat');
    const renamed = await at.call(`/control/conversations/${first.id}`, {
      method: 'PATCH',
      body: '{"title":" Plans "}',
    });
    expect(await renamed.json()).toEqual({ ...first, title: 'Plans' });
    expect(await (await at.call('/control/conversations')).json()).toEqual([{ ...first, title: 'Plans' }]);
    expect((await at.call(`/control/conversations/${first.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await at.call(`/control/conversations/${first.id}`)).status).toBe(404);
  });

  it('refuses bodies that are not what it takes, naming the field', async () => {
    const { id } = await at.newConversation();
    const cases: [string, unknown, string][] = [
      [`/control/conversations/${id}/answers`, { model: 'demo' }, 'parentId'],
      [`/control/conversations/${id}/answers`, { model: 'demo', parentId: 'none', content: 'x' }, 'parentId'],
      [`/control/conversations/${id}/answers`, { model: 'demo', parentId: null, content: null }, 'parentId'],
      ['/control/models/import', { path: '' }, 'path'],
    ];
    for (const [where, body, param] of cases)
      expect(await at.post(where, body)).toMatchObject({ error: { code: 'invalid_request', param } });
    const broken = await at.call('/control/conversations', { method: 'POST', body: '{' });
    expect(await broken.json()).toMatchObject({ error: { code: 'invalid_json' } });
    expect(
      await at.post('/control/conversations/none/answers', { model: 'demo', parentId: null, content: 'x' }),
    ).toMatchObject({ error: { code: 'not_found' } });
    expect((await at.call('/control/answers/none')).status).toBe(404);
  });

  it('takes another name for the office, and tells it; one that is none is refused', async () => {
    const patch = (body: unknown) => at.call('/control/office', { method: 'PATCH', body: JSON.stringify(body) });
    expect((await patch({ name: ' Linden & Roth ', welcome: 'other-pcs' })).status).toBe(204);
    const state = await (await at.call('/control/state')).json();
    expect(state).toMatchObject({ office: { name: 'Linden & Roth', welcome: 'other-pcs' } });
    for (const wrong of [{ name: ' ' }, { welcome: 'never' }, { owner: 'me' }]) {
      expect((await patch(wrong)).status).toBe(400);
    }
  });

  it('takes another margin, and tells it; one that no card could have is refused', async () => {
    const put = (body: unknown) => at.call('/control/margin', { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ bytes: 512 * 1024 ** 2 })).status).toBe(204);
    expect(await (await at.call('/control/state')).json()).toMatchObject({ marginBytes: 512 * 1024 ** 2 });
    for (const wrong of [{ bytes: -1 }, { bytes: 5 * 1024 ** 3 }, { bytes: 0.5 }, {}, { bytes: 0, gpu: 'x' }]) {
      expect((await put(wrong)).status).toBe(400);
    }
  });

  it('takes a limit for downloads and its hours, and tells it; one that no line could have is refused', async () => {
    const put = (body: unknown) => at.call('/control/internet', { method: 'PUT', body: JSON.stringify(body) });
    const internet = { bytesPerSecond: 6_250_000, hours: { days: [1, 2], from: '07:00', until: '18:00' } };
    expect((await put(internet)).status).toBe(204);
    expect(await (await at.call('/control/state')).json()).toMatchObject({ internet });
    expect((await put({ bytesPerSecond: null, hours: null })).status).toBe(204);
    for (const wrong of [
      { bytesPerSecond: 0, hours: null },
      { bytesPerSecond: 1e12, hours: null },
      { bytesPerSecond: 6_250_000 },
      { ...internet, hours: { days: [], from: '07:00', until: '18:00' } },
      { ...internet, hours: { days: [1], from: '7', until: '18:00' } },
    ]) {
      expect((await put(wrong)).status).toBe(400);
    }
  });

  it('changes a courtesy, and tells it; what is none is refused', async () => {
    const patch = (body: unknown) => at.call('/control/courtesy', { method: 'PATCH', body: JSON.stringify(body) });
    expect((await patch({ keepAwake: false })).status).toBe(204);
    expect((await patch({ makeRoom: false })).status).toBe(204);
    expect((await patch({})).status).toBe(204);
    expect(await (await at.call('/control/state')).json()).toMatchObject({
      courtesy: { keepAwake: false, makeRoom: false },
    });
    for (const wrong of [{ keepAwake: 'no' }, { keepWarm: true }, []]) expect((await patch(wrong)).status).toBe(400);
  });

  it('tells the state at once, then changes together, and that it is alive', async () => {
    const leave = new AbortController();
    const response = await at.call('/control/events', { signal: leave.signal });
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const readTo = async (what: RegExp): Promise<void> => {
      while (!what.test(seen)) seen += (await reader.read()).value ?? '';
    };
    await readTo(/event: state\ndata: .*"waiting":0.*\n\n/);
    for (let waiting = 1; waiting <= 100; waiting += 1) at.office.wait(waiting);
    await readTo(/"waiting":100/);
    expect(seen.match(/event: state/g)?.length).toBeLessThanOrEqual(3);
    await at.newConversation();
    await readTo(/event: conversations\ndata: \{\}\n\n/);
    await readTo(/: alive\n\n/);
    leave.abort();
  });

  it('holds no window’s event stream open when the listener closes', async () => {
    const response = await at.call('/control/events');
    await at.front.close(60_000);
    expect(await response.text()).toContain('event: state');
  });

  it('pauses the office and lets it serve again, and keeps that it was done', async () => {
    const put = (body: unknown) => at.call('/control/serving', { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ on: false })).status).toBe(204);
    expect(await (await at.call('/control/state')).json()).toMatchObject({ office: { serving: false } });
    expect((await put({ on: true })).status).toBe(204);
    expect(await (await at.call('/control/state')).json()).toMatchObject({ office: { serving: true } });
    expect((await put({ on: 'perhaps' })).status).toBe(400);
    expect((await put({ on: true, until: 'noon' })).status).toBe(400);
  });

  it('hands over its diagnostics as text, to who has a session', async () => {
    const response = await at.call('/control/diagnostics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe('nothing is wrong');
    expect((await at.call('/control/diagnostics', { headers: { authorization: '' } })).status).toBe(401);
  });

  it('tells an admin what usually goes wrong', async () => {
    const found = 'The office is served on port 8420.';
    const checks = await (await at.call('/control/checks')).json();
    expect(checks).toEqual([{ topic: 'port', subject: null, found, trouble: null }]);
  });

  it('shuts down when the command line says so, after it has answered', async () => {
    expect((await at.call('/control/shutdown', { method: 'POST' })).status).toBe(202);
    await until('it shuts down', () => at.office.stopped > 0);
    expect(at.office.stopped).toBe(1);
  });
});
