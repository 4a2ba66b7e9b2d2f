import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { sendJson } from '../../../main/base/http.ts';
import { Front } from '../../../main/front/front.ts';
import { until } from '../../support/until.ts';

const opened: Front[] = [];
afterEach(async () => {
  for (const front of opened.splice(0)) await front.close(0);
});

function aRoom(room: string, handle?: HttpHandler['handle']): HttpHandler {
  return {
    handle: handle ?? ((_request, response) => sendJson(response, 200, { room })),
    refuse: (response, problem) => sendJson(response, 403, { room, code: problem.code }),
  };
}

const rooms = {
  join: aRoom('join'),
  metrics: aRoom('metrics'),
  ca: aRoom('ca'),
  ownNames: () => ({ hostName: 'office-pc', addresses: [] }),
  requireHttps: () => false,
};

async function open(gateway = aRoom('gateway'), control = aRoom('control')): Promise<{ front: Front; port: number }> {
  const front = new Front({ ...rooms, gateway, control });
  opened.push(front);
  return { front, port: await front.listen(0, '127.0.0.1') };
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: { room?: string; code?: string };
}

/** fetch sets Host and Origin itself; this sends what it is told. */
async function send(port: number, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  const request = httpRequest({ port, host: '127.0.0.1', path, headers });
  request.end();
  const [response] = await once(request, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(text) };
}

/** Sends a request as it is written, and gives back the whole answer. */
async function rawly(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.end(`${head}Connection: close\r\n\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

describe('the front', () => {
  it('hands each path to its room', async () => {
    const { port } = await open();
    for (const path of ['/v1/models', '/v1', '/v1/', '/api/chat'])
      expect((await send(port, path)).body.room).toBe('gateway');
    for (const path of ['/join', '/join/files/x']) expect((await send(port, path)).body.room).toBe('join');
    for (const path of ['/', '/control/state', '/v10', '/apiary', '/joint', '/assets/x.js'])
      expect((await send(port, path)).body.room).toBe('control');
  });

  it('refuses paths and hosts that two readers would read in two ways', async () => {
    const { port } = await open();
    for (const path of ['/control\\state', '/control#/state']) {
      expect((await rawly(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n`)).split('\r\n')[0]).toContain('403');
    }
    expect(await rawly(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n')).toMatch(
      / 40[03] |foreign_host/,
    );
    expect(await rawly(port, 'GET / HTTP/1.1\r\nHost: localhost%00evil\r\n')).toContain('foreign_host');
  });

  it('refuses foreign hosts and pages in the room’s own shape, before the room', async () => {
    const { port } = await open();
    expect(await send(port, '/v1/models', { host: 'evil.example' })).toMatchObject({
      status: 403,
      body: { room: 'gateway', code: 'foreign_host' },
    });
    const page = await send(port, '/control/state', { origin: 'http://evil.example' });
    expect(page).toMatchObject({ status: 403, body: { room: 'control', code: 'foreign_origin' } });
    expect((await send(port, '/', { host: 'OFFICE-PC.local' })).status).toBe(200);
  });

  it('cannot be walked around by another spelling of a path', async () => {
    const { port } = await open();
    const origin = 'http://evil.example';
    for (const path of ['/CONTROL/state', '/Control', '/V1/models', 'http://localhost/control/state']) {
      expect((await send(port, path, { origin })).status).toBe(403);
    }
  });

  it('puts its headers on pages, and none for the API', async () => {
    const { port } = await open();
    const page = await send(port, '/');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const api = await send(port, '/v1/models');
    expect(api.headers['content-security-policy']).toBeUndefined();
    expect(api.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('names the next free port when its own is busy', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const front = new Front({ ...rooms, gateway: aRoom('g'), control: aRoom('c') });
    const refusal = await front.listen(port, '127.0.0.1').then(
      () => null,
      (error: { problem: { code: string; message: string; action: string } }) => error.problem,
    );
    expect(refusal).toMatchObject({ code: 'port_busy', message: `Port ${port} is used by another program.` });
    const offered = Number(/--port (\d+)/.exec(refusal?.action ?? '')?.[1]);
    expect(offered).toBeGreaterThan(port);
    expect(await front.listen(offered, '127.0.0.1')).toBe(offered);
    await front.close(0);
    other.close();
  });

  it('says that the address of the settings is none of this PC’s', async () => {
    const front = new Front({ ...rooms, gateway: aRoom('g'), control: aRoom('c') });
    await expect(front.listen(0, '192.0.2.7')).rejects.toMatchObject({
      problem: {
        code: 'settings_invalid',
        message: 'This PC has no address 192.0.2.7, at which the office shall be reached.',
        action: expect.stringContaining('lan.host'),
      },
    });
  });

  it('lets a running stream end when it closes, and takes nothing new', async () => {
    let stream: ServerResponse | null = null;
    const { front, port } = await open(
      aRoom('gateway', (_request, response) => {
        stream = response;
        response.write('begun ');
      }),
    );
    const reading = fetch(`http://127.0.0.1:${port}/v1/x`).then((response) => response.text());
    await until('it streams', () => stream);
    const closing = front.close(60_000);
    await expect(fetch(`http://127.0.0.1:${port}/v1/y`)).rejects.toThrow('fetch failed');
    (stream as ServerResponse | null)?.end('and ended');
    expect(await reading).toBe('begun and ended');
    await closing;
    // Whoever is closed after it may still say where it was.
    expect(front.port).toBe(port);
  });

  it('cuts a stream that goes on for too long after that', async () => {
    let stream: ServerResponse | null = null;
    const { front, port } = await open(
      aRoom('gateway', (_request, response) => {
        stream = response;
        response.write('begun ');
      }),
    );
    const reading = fetch(`http://127.0.0.1:${port}/v1/x`).then((response) => response.text());
    const failure = reading.catch((error: Error) => error.message);
    await until('it streams', () => stream);
    await front.close(20);
    expect(await failure).toBe('terminated');
  });
});
