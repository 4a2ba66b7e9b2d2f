import { once } from 'node:events';
import { createServer } from 'node:net';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { sendJson } from '../../../main/base/http.ts';
import type { KeyAndCertificate } from '../../../main/certificates/made-certificate.ts';
import { Front } from '../../../main/front/front.ts';
import { httpsRule } from '../../../main/front/https-rule.ts';
import { issueForThisPc, makeTestCa } from '../../support/test-ca.ts';
import { until } from '../../support/until.ts';

let ca: KeyAndCertificate;
let certificate: KeyAndCertificate;
beforeAll(async () => {
  ca = await makeTestCa();
  certificate = await issueForThisPc(ca);
});

const opened: Front[] = [];
afterEach(async () => {
  for (const front of opened.splice(0)) await front.close(0);
});

const room = (name: string, handle?: HttpHandler['handle']): HttpHandler => ({
  handle: handle ?? ((_request, response) => sendJson(response, 200, { room: name })),
  refuse: (response, problem) => sendJson(response, 403, { room: name, code: problem.code }),
});

function makeFront(gateway = room('gateway')): Front {
  const front = new Front({
    gateway,
    join: room('join'),
    metrics: room('metrics'),
    ca: room('ca'),
    control: room('control'),
    ownNames: () => ({ hostName: 'office-pc', addresses: [] }),
    requireHttps: () => false,
  });
  opened.push(front);
  return front;
}

async function open(gateway?: HttpHandler): Promise<{ front: Front; plain: number; secure: number }> {
  const front = makeFront(gateway);
  const plain = await front.listen(0, '127.0.0.1');
  return { front, plain, secure: await front.listenSecurely(0, '127.0.0.1', certificate) };
}

async function send(port: number, path: string, headers: Record<string, string> = {}) {
  const request = httpsRequest({ host: '127.0.0.1', port, path, headers, servername: 'localhost', ca: ca.certificate });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) as unknown };
}

describe('the front over HTTPS', () => {
  it('hands the same paths to the same rooms, by the same checks', async () => {
    const { secure } = await open();
    for (const [path, name] of [
      ['/v1/models', 'gateway'],
      ['/join', 'join'],
      ['/metrics', 'metrics'],
      ['/ca.crt', 'ca'],
      ['/', 'control'],
    ] as const) {
      expect((await send(secure, path)).body).toEqual({ room: name });
    }
    expect(await send(secure, '/v1/models', { host: 'evil.example' })).toMatchObject({
      body: { code: 'foreign_host' },
    });
    const origin = `https://127.0.0.1:${secure}`;
    expect((await send(secure, '/control/state', { origin })).status).toBe(200);
    expect((await send(secure, '/control/state', { origin: origin.replace('https', 'http') })).body).toMatchObject({
      code: 'foreign_origin',
    });
  });

  it('tells browsers nothing that outlives the certificate', async () => {
    const { secure } = await open();
    expect((await send(secure, '/')).headers['strict-transport-security']).toBeUndefined();
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const { secure } = await open();
    const shake = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
      // The old one is off in OpenSSL itself unless its guard is lowered.
      const socket = connect({
        host: '127.0.0.1',
        port: secure,
        ca: ca.certificate,
        minVersion: version,
        maxVersion: version,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      try {
        await once(socket, 'secureConnect');
        return socket.getProtocol();
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      } finally {
        socket.destroy();
      }
    };
    expect([await shake('TLSv1.2'), await shake('TLSv1.3')]).toEqual(['TLSv1.2', 'TLSv1.3']);
    expect(await shake('TLSv1.1')).toMatch(/ERR_SSL|ECONNRESET/);
  });

  it('shows a new certificate to new connections, while an open one goes on', async () => {
    let stream: ServerResponse | null = null;
    const { front, secure } = await open(
      room('gateway', (_request, response) => {
        stream = response;
        response.write('begun ');
      }),
    );
    const shown = async (): Promise<string> => {
      const socket: TLSSocket = connect({ host: '127.0.0.1', port: secure, ca: ca.certificate });
      await once(socket, 'secureConnect');
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      return fingerprint256;
    };
    const before = await shown();
    const request = httpsRequest({ host: '127.0.0.1', port: secure, path: '/v1/x', ca: ca.certificate }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await until('it streams', () => text !== '');
    front.show(await issueForThisPc(ca));
    expect(await shown()).not.toBe(before);
    (stream as ServerResponse | null)?.end('and ended');
    await once(response, 'end');
    expect(text).toBe('begun and ended');
  });

  it('leaves the plain port alone when its own is busy, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const front = makeFront();
    const plain = await front.listen(0, '127.0.0.1');
    await expect(front.listenSecurely(port, '127.0.0.1', certificate)).rejects.toMatchObject({
      problem: { code: 'https_port_busy', message: `Port ${port}, for HTTPS, is used by another program.` },
    });
    expect(front.securePort).toBeNull();
    expect(await (await fetch(`http://127.0.0.1:${plain}/v1/models`)).json()).toEqual({ room: 'gateway' });
    other.close();
    await once(other, 'close');
    expect(await front.listenSecurely(port, '127.0.0.1', certificate)).toBe(port);
  });

  it('closes both ports', async () => {
    const { front, plain, secure } = await open();
    await front.close(0);
    for (const [ask, port] of [
      [httpRequest, plain],
      [httpsRequest, secure],
    ] as const) {
      const [error] = (await once(ask({ host: '127.0.0.1', port }).end(), 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
  });
});

describe('what the plain port does when HTTPS is required', () => {
  const from = { remoteAddress: '192.168.10.31', method: 'GET', host: 'reception.local:8420' };
  const rule = (url: string, more: Partial<Parameters<typeof httpsRule>[0]> = {}, port: number | null = 8422) =>
    httpsRule({ ...from, url, ...more }, port);

  it('sends pages on to the encrypted port, with their path and query', () => {
    expect(rule('/machines?x=1')).toEqual({ do: 'redirect', to: 'https://reception.local:8422/machines?x=1' });
    expect(rule('/', { host: '[fd00::5]:8420', method: 'HEAD' })).toEqual({
      do: 'redirect',
      to: 'https://[fd00::5]:8422/',
    });
    expect(rule('/', { host: 'reception' }, 443)).toEqual({ do: 'redirect', to: 'https://reception/' });
  });

  it('refuses what programs send, and names the address', () => {
    for (const url of ['/v1/models', '/v1/chat/completions', '/v1']) {
      expect(rule(url)).toMatchObject({ do: 'refuse', problem: { code: 'https_required' } });
    }
    expect(rule('/v1/chat/completions', { method: 'POST' })).toMatchObject({
      problem: { message: 'This office answers over HTTPS only: https://reception.local:8422/v1' },
    });
    expect(rule('/api/chat')).toMatchObject({
      problem: { message: 'This office answers over HTTPS only: https://reception.local:8422' },
    });
    for (const url of ['/control/state', '/metrics', '/api/tags']) expect(rule(url).do).toBe('refuse');
    expect(rule('/', { method: 'POST' }).do).toBe('refuse');
  });

  it('goes on with joining and with the certificate itself, and with this PC', () => {
    for (const url of ['/join', '/join/', '/join/files/agent.tar.gz', '/ca.crt', '/ca.cer', '/ca.crt?x']) {
      expect(rule(url)).toEqual({ do: 'serve' });
    }
    for (const url of ['/joint', '/ca.crt/x', '/ca']) expect(rule(url).do).not.toBe('serve');
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(rule('/v1/models', { remoteAddress })).toEqual({ do: 'serve' });
  });

  it('opens nothing when the encrypted port is down', () => {
    expect(rule('/', {}, null)).toMatchObject({ do: 'refuse', problem: { code: 'https_required' } });
    expect(rule('/v1/models', {}, null)).toMatchObject({ do: 'refuse' });
    expect(rule('/join', {}, null)).toEqual({ do: 'serve' });
  });
});
