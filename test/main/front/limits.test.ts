/** Slow, silent and too many clients, by bare sockets, on both ports. */
import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { readJson, sendJson } from '../../../main/base/http.ts';
import type { KeyAndCertificate } from '../../../main/certificates/made-certificate.ts';
import { Front } from '../../../main/front/front.ts';
import type { ListenerLimits } from '../../../main/front/listener-limits.ts';
import { issueForThisPc, makeTestCa } from '../../support/test-ca.ts';
import { until } from '../../support/until.ts';

let ca: KeyAndCertificate;
let certificate: KeyAndCertificate;
beforeAll(async () => {
  ca = await makeTestCa();
  certificate = await issueForThisPc(ca);
});

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  cut.length = 0;
});

/** Paths whose answers were cut off. */
const cut: string[] = [];

/** Reads bodies, and sends as much as it is asked for: /v1/send/BYTES. */
const gateway: HttpHandler = {
  handle: (request, response) => {
    const bytes = Number(/^\/v1\/send\/(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
    response.once('close', () => !response.writableFinished && cut.push(request.url ?? ''));
    if (bytes > 0) return void response.end(Buffer.alloc(bytes, 'x'));
    if (request.url === '/v1/never') return;
    if (request.method !== 'POST') return sendJson(response, 200, { room: 'gateway' });
    readJson(request, 1024 * 1024).then(
      (sent) => sendJson(response, 200, { sent }),
      () => response.destroy(),
    );
  },
  refuse: (response, { code, message }) => sendJson(response, 503, { code, message }),
};

async function open(limits: Partial<ListenerLimits>) {
  const front = new Front({
    gateway,
    join: gateway,
    metrics: gateway,
    ca: gateway,
    control: gateway,
    ownNames: () => ({ hostName: 'office-pc', addresses: [] }),
    requireHttps: () => false,
    limits: { checkEveryMs: 20, isFree: () => false, ...limits },
  });
  ends.push(() => front.close(0));
  const plain = await front.listen(0, '127.0.0.1');
  const secure = await front.listenSecurely(0, '127.0.0.1', certificate);
  return { front, ports: { plain, secure } };
}

interface Client {
  readonly socket: Socket;
  heard(): string;
  /** Resolves when the other side has closed, to all that came. */
  over(): Promise<string>;
}

function watch(socket: Socket): Client {
  let heard = '';
  let closed = false;
  socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
  socket.once('close', () => (closed = true));
  socket.on('error', () => undefined);
  ends.push(() => void socket.destroy());
  return {
    socket,
    heard: () => heard,
    over: () => until('it is closed', () => closed && { heard }).then((end) => end.heard),
  };
}

type Kind = 'plain' | 'secure';
type Ports = Readonly<Record<Kind, number>>;

/** A connection that has said nothing of HTTP yet. */
async function dial(kind: Kind, ports: Ports): Promise<Client> {
  const host = '127.0.0.1';
  const socket =
    kind === 'plain'
      ? connectPlain(ports.plain, host)
      : connectSecurely({ host, port: ports.secure, ca: ca.certificate, servername: 'localhost' });
  const client = watch(socket);
  await once(socket, kind === 'plain' ? 'connect' : 'secureConnect');
  return client;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** Writes a little now and again, until the socket is closed. */
function dribble({ socket }: Client, text: string): void {
  const timer = setInterval(() => socket.writable && socket.write(text), 5);
  socket.once('close', () => clearInterval(timer));
}

describe.each(['plain', 'secure'] as const)('on the %s port', (kind) => {
  it('headers that are dribbled are waited for a while, and not for ever', async () => {
    const { ports } = await open({ headersMs: 150 });
    const client = await dial(kind, ports);
    client.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    dribble(client, 'x-a: b\r\n');
    expect(await client.over()).toMatch(/^HTTP\/1\.1 408 .*did not come whole in time/s);
  });

  it('a connection that never says anything ends as well', async () => {
    const { ports } = await open({ headersMs: 150 });
    const client = await dial(kind, ports);
    expect(await client.over()).toContain('408');
  });

  it('so does a body that is dribbled', async () => {
    const { ports } = await open({ headersMs: 150, requestMs: 300 });
    const client = await dial(kind, ports);
    client.socket.write('POST /v1/x HTTP/1.1\r\nHost: localhost\r\ncontent-length: 100000\r\n\r\n"');
    dribble(client, 'x');
    expect(await client.over()).toContain('408');
  });

  it('headers over their size are refused', async () => {
    const { ports } = await open({ headerBytes: 4096 });
    const client = await dial(kind, ports);
    client.socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nx-a: ${'b'.repeat(5000)}\r\n\r\n`);
    expect(await client.over()).toContain('HTTP/1.1 431 ');
  });

  it('a client that reads nothing of its answer is cut off', async () => {
    const { ports } = await open({ stallMs: 150 });
    const client = await dial(kind, ports);
    client.socket.pause();
    const path = `/v1/send/${48 * 1024 * 1024}`;
    client.socket.write(get(path));
    await until('the office has hung up', () => cut.includes(path));
  });

  it('a client that waits for its answer is not, however long that takes', async () => {
    const { ports } = await open({ stallMs: 40 });
    const client = await dial(kind, ports);
    client.socket.write(get('/v1/never'));
    const other = await dial(kind, ports);
    await other.over();
    expect([client.socket.destroyed, cut]).toEqual([false, []]);
  });

  it('a connection without a next request ends, and frees its place', async () => {
    const { ports } = await open({ keepAliveMs: 100, perAddress: 1 });
    const first = await dial(kind, ports);
    first.socket.write(get('/v1/x'));
    await until('it is answered', () => first.heard().includes('gateway'));
    await first.over();
    const second = await dial(kind, ports);
    second.socket.write(get('/v1/x'));
    await until('it is answered', () => second.heard().includes('gateway'));
  });

  it('one address too many is told so, in words, and another one far too many is closed at once', async () => {
    const { ports } = await open({ perAddress: 2 });
    const first = await dial(kind, ports);
    const second = await dial(kind, ports);
    const third = await dial(kind, ports);
    third.socket.write(get('/v1/x'));
    const heard = await third.over();
    expect(heard).toMatch(/^HTTP\/1\.1 503 /);
    expect(heard).toContain('"code":"too_many_connections","message":"127.0.0.1 has 2 connections already."');
    expect(heard.toLowerCase()).toContain('connection: close');
    for (const client of [first, second]) {
      client.socket.write(get('/v1/x'));
      await until('it is answered', () => client.heard().includes('gateway'));
    }
    await dial(kind, ports);
    await dial(kind, ports);
    const far = watch(connectPlain(ports[kind], '127.0.0.1'));
    expect(await far.over()).toBe('');
  });

  it('the office takes so many connections in all, whatever their port', async () => {
    const { ports } = await open({ total: 2 });
    await dial('plain', ports);
    await dial('secure', ports);
    const third = await dial(kind, ports);
    third.socket.write(get('/v1/x'));
    expect(await third.over()).toContain('"message":"The office has 2 connections already."');
  });

  it('this PC’s own programs get in whatever others do', async () => {
    const { ports } = await open({ perAddress: 0, total: 0, isFree: (address) => address === '127.0.0.1' });
    const client = await dial(kind, ports);
    client.socket.write(get('/v1/x'));
    await until('it is answered', () => client.heard().includes('gateway'));
  });
});

describe('a TLS handshake', () => {
  it('that never begins, or never goes on, is ended', async () => {
    const { ports } = await open({ handshakeMs: 100 });
    const silent = watch(connectPlain(ports.secure, '127.0.0.1'));
    const dribbling = watch(connectPlain(ports.secure, '127.0.0.1'));
    // The beginning of a client's hello that is never finished.
    dribbling.socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
    dribble(dribbling, '\0');
    expect([await silent.over(), await dribbling.over()]).toEqual(['', '']);
  });

  it('that is none is no harm to the others', async () => {
    const { ports } = await open({});
    const lost = watch(connectPlain(ports.secure, '127.0.0.1'));
    lost.socket.write(get('/v1/x'));
    await lost.over();
    const client = await dial('secure', ports);
    client.socket.write(get('/v1/x'));
    await until('it is answered', () => client.heard().includes('gateway'));
  });
});
