/** Networks that are left out, by real sockets: this PC's own addresses 127.0.0.1 and 127.0.0.2 stand for two networks. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, Server, Socket } from 'node:net';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { sendJson } from '../../../main/base/http.ts';
import type { KeyAndCertificate } from '../../../main/certificates/made-certificate.ts';
import { Front } from '../../../main/front/front.ts';
import { Gate } from '../../../main/front/gate.ts';
import { issueForThisPc, makeTestCa } from '../../support/test-ca.ts';

const office = '127.0.0.1';
const guests = '127.0.0.2';

let ca: KeyAndCertificate;
let certificate: KeyAndCertificate;
beforeAll(async () => {
  ca = await makeTestCa();
  certificate = await issueForThisPc(ca);
});

/** A front that does not answer the guests until it is told otherwise. `came`: requests that reached a room. */
async function open() {
  const came: (string | undefined)[] = [];
  const streams: ServerResponse[] = [];
  const room: HttpHandler = {
    handle: (request, response) => {
      came.push(request.url);
      if (request.url !== '/v1/stream') return sendJson(response, 200, {});
      response.write('begun ');
      streams.push(response);
    },
    refuse: (response) => sendJson(response, 500, {}),
  };
  const served = new Set([office]);
  const front = new Front({
    gateway: room,
    join: room,
    metrics: room,
    ca: room,
    control: room,
    ownNames: () => ({ hostName: 'office-pc', addresses: [] }),
    requireHttps: () => false,
    serves: (address) => served.has(address),
  });
  onTestFinished(() => front.close(0));
  const plain = await front.listen(0, '127.0.0.1');
  const secure = await front.listenSecurely(0, '127.0.0.1', certificate);
  return { front, served, came, streams, plain, secure };
}

function ask(port: number, path: string, localAddress: string): Promise<IncomingMessage> {
  const request = httpRequest({ port, host: '127.0.0.1', path, localAddress, agent: false });
  request.end();
  return once(request, 'response').then(([response]) => response as IncomingMessage);
}

async function allOf(from: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of from) text += String(chunk);
  return text;
}

function askSecurely(port: number, localAddress: string): TLSSocket {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  return connectSecurely({ socket, ca: ca.certificate, servername: 'localhost' });
}

/** What a TLS client on that network gets to see of the certificate; null: nothing. */
async function certificateShownTo(localAddress: string, port: number): Promise<string | null> {
  const socket = askSecurely(port, localAddress);
  onTestFinished(() => void socket.destroy());
  const shown = once(socket, 'secureConnect').then(() => socket.getPeerX509Certificate()?.subject ?? null);
  return shown.catch(() => null);
}

describe('a network that is left out', () => {
  it('is told so on every path, and no room sees the request', async () => {
    const { plain, came } = await open();
    for (const path of ['/v1/models', '/api/tags', '/control/state', '/join', '/', '/ca.crt', '/metrics']) {
      const response = await ask(plain, path, guests);
      const { error } = JSON.parse(await allOf(response)) as { error: { code: string; message: string } };
      expect([response.statusCode, error.code], path).toEqual([403, 'network_left_out']);
      expect(error.message).toBe('This office does not answer the network of 127.0.0.2.');
    }
    expect(came).toEqual([]);
    expect((await ask(plain, '/v1/models', office)).statusCode).toBe(200);
  });

  it('is answered before it has said a word', async () => {
    const { plain, came } = await open();
    const silent = connect({ port: plain, host: '127.0.0.1', localAddress: guests });
    expect(await allOf(silent)).toContain('network_left_out');
    expect(came).toEqual([]);
  });

  it('is shown no certificate over HTTPS', async () => {
    const { secure, served } = await open();
    expect(await certificateShownTo(guests, secure)).toBeNull();
    expect(await certificateShownTo(office, secure)).toContain('localhost');
    served.add(guests);
    expect(await certificateShownTo(guests, secure)).toContain('localhost');
  });

  it('cannot fill the office with those who are being told why: more are closed at once', () => {
    const server = new Server();
    const gate = new Gate({ serves: () => false, encrypted: false });
    gate.guard(server);
    const sockets = Array.from({ length: 100 }, () => new Socket());
    for (const socket of sockets) server.emit('connection', socket);
    expect(sockets.filter(({ destroyed }) => destroyed)).toHaveLength(36);
    gate.close();
    expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('loses at once what it has open, and others keep theirs', async () => {
    const { front, served, streams, plain, secure } = await open();
    served.add(guests);
    const theirs = allOf(await ask(plain, '/v1/stream', guests)).catch((error: Error) => error.message);
    const ours = allOf(await ask(plain, '/v1/stream', office));
    const encrypted = askSecurely(secure, guests);
    await once(encrypted, 'secureConnect');
    served.delete(guests);
    front.cutOff();
    expect(await theirs).toBe('aborted');
    await once(encrypted.on('error', () => undefined).resume(), 'close');
    for (const stream of streams) stream.end('and ended');
    expect(await ours).toBe('begun and ended');
  });
});
