/** The LAN API where an admin has opened some models to requests without a key, by real sockets. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Alias } from '../../../contract/aliases.ts';
import type { KeylessLimits } from '../../../contract/keys.ts';
import { attachedOffice } from '../../support/attached-office.ts';
import { goodKey, serveGateway } from '../../support/gateway/gateway-server.ts';
import { MemoryFleet } from '../../support/gateway/memory-fleet.ts';
import { vllmLike } from '../../support/upstream/vllm-like.ts';

const chat = '/v1/chat/completions';
const ask = (model: string) => ({ model, messages: [{ role: 'user', content: 'Hello' }] });

async function start(limits: Partial<KeylessLimits> = {}, aliases: readonly Alias[] = []) {
  const open: { limits: KeylessLimits | null } = {
    limits: { models: ['demo'], requestsPerMinute: null, tokensPerDay: null, ...limits },
  };
  const fleet = new MemoryFleet().model('demo').model('secret').replica('a', { slots: 4 });
  const server = await serveGateway(fleet, { withoutKey: () => open.limits, aliases });
  onTestFinished(() => server.close());
  /** As a program or a browser sends it: fetch sets some headers itself. */
  const send = async (
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
    method = body ? 'POST' : 'GET',
  ) => {
    const asked = httpRequest({ port: server.port, host: '127.0.0.1', path, method, headers });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, text: await readAll(response) };
  };
  return { server, open, send };
}

describe('without a key', () => {
  it('a model that is open answers on every surface, and the use is counted as one caller’s', async () => {
    const { server, send } = await start();
    expect((await send(chat, {}, ask('demo'))).status).toBe(200);
    expect((await send('/api/chat', {}, { ...ask('demo'), stream: false })).status).toBe(200);
    const anthropic = { 'anthropic-version': '2023-06-01' };
    expect((await send('/v1/messages', anthropic, { ...ask('demo'), max_tokens: 9 })).status).toBe(200);
    expect(server.usage.map(({ keyId }) => keyId)).toEqual(['without-key', 'without-key', 'without-key']);
  });

  it('no other model is answered, or shown', async () => {
    const { send } = await start();
    const refused = await send(chat, {}, ask('secret'));
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Who shows no key may use')]);
    const listed = await send('/v1/models');
    expect(listed.text).toContain('"demo"');
    expect(listed.text).not.toContain('secret');
    expect((await send('/v1/models/secret')).status).toBe(404);
  });

  it('another name of a model that is closed tells no more than it was asked by', async () => {
    const { send } = await start({}, [{ name: 'gpt-4', model: 'secret' }]);
    const refused = await send(chat, {}, ask('gpt-4'));
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('not \\"gpt-4\\"')]);
    expect(refused.text).not.toContain('secret');
  });

  it('nothing is asked of an external server, though it has a model of the same name', async () => {
    const { own, fleet } = await attachedOffice(vllmLike(), { prefer: true });
    own.model('big').replica('a', { model: 'big', slots: 4 });
    const limits = { models: ['big', 'bge-small'], requestsPerMinute: null, tokensPerDay: null };
    const server = await serveGateway(fleet, { withoutKey: () => limits });
    onTestFinished(() => server.close());
    const asks = (headers: Record<string, string>, model: string) =>
      fetch(`${server.url}${chat}`, { method: 'POST', headers, body: JSON.stringify(ask(model)) });
    const machineOf = async (headers: Record<string, string>) => {
      const answer = await asks(headers, 'big');
      await answer.text();
      return answer.headers.get('x-aivailable-machine');
    };
    expect(await machineOf({ authorization: `Bearer ${goodKey}` })).toBe('BIG-BOX');
    expect(await machineOf({})).not.toBe('BIG-BOX');
  });

  it('all who show none share one limit', async () => {
    const { send } = await start({ requestsPerMinute: 1 });
    expect((await send('/v1/models')).status).toBe(200);
    const again = await send('/v1/models');
    expect([again.status, again.text]).toEqual([
      429,
      expect.stringContaining('Who shows no key may ask once a minute'),
    ]);
    expect((await send('/v1/models', { authorization: `Bearer ${goodKey}` })).status).toBe(200);
  });

  it('a wrong key is refused, whatever it looks like, and an empty one is none', async () => {
    const { send } = await start();
    const wrong = [
      { authorization: 'Bearer aiv-wrong' },
      { 'x-api-key': 'aiv-wrong' },
      { authorization: 'Basic dXNlcjpwYXNz' },
      { authorization: 'Bearer two words' },
      { authorization: 'aiv-wrong' },
    ];
    for (const headers of wrong) expect((await send('/v1/models', headers)).status, JSON.stringify(headers)).toBe(401);
    for (const headers of [{ authorization: 'Bearer ' }, { authorization: '' }, { 'x-api-key': '' }]) {
      expect((await send('/v1/models', headers)).status, JSON.stringify(headers)).toBe(200);
    }
  });

  it('nothing is answered from the moment on that a key is asked for again', async () => {
    const { open, send } = await start();
    expect((await send('/v1/models')).status).toBe(200);
    open.limits = null;
    expect((await send('/v1/models')).status).toBe(401);
    expect((await send(chat, {}, ask('demo'))).status).toBe(401);
  });

  it('no page of another site can use it through a visitor’s browser', async () => {
    const { server, send } = await start();
    const host = `127.0.0.1:${server.port}`;
    const pages: Record<string, string>[] = [
      { host, origin: 'https://evil.example' },
      { host, origin: 'null' },
      { host, origin: 'http://127.0.0.1:3000' },
      { host, origin: 'http://localhost' },
      { host, 'sec-fetch-site': 'cross-site' },
      { host, 'sec-fetch-site': 'same-site' },
      // DNS rebinding: the page's own name leads here, and is what the browser sends.
      { host: `evil.example:${server.port}`, origin: `http://evil.example:${server.port}` },
      { host: 'evil.example' },
    ];
    for (const headers of pages) {
      // A form or a plain fetch, which ask nobody before: the body is a text to the browser.
      const sent = await send(chat, { ...headers, 'content-type': 'text/plain' }, ask('demo'));
      const listed = await send('/v1/models', headers);
      const before = await send(chat, { ...headers, 'access-control-request-method': 'POST' }, undefined, 'OPTIONS');
      for (const { status, headers: back } of [sent, listed, before]) {
        expect(status, JSON.stringify(headers)).toBe(403);
        expect(Object.keys(back).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
    expect(server.usage).toEqual([]);
    // The office's own page may.
    expect((await send('/v1/models', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    );
  });
});
