/** Who must be kept out of the agents' port, each by a real socket. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { performServerHandshake } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import { bulkProtocol, talkProtocol } from '../../../contract/agent-api.ts';
import { joinProtocol, Standing } from '../../../contract/enrolment.ts';
import { askOffice } from '../../../node-agent/link/ask-office.ts';
import { dial } from '../../../node-agent/link/dial.ts';
import { type Identity, openIdentity } from '../../../node-agent/link/identity.ts';
import { JoinClient } from '../../../node-agent/link/join-client.ts';
import type { OpenAsk } from '../../../node-agent/link/open-asks.ts';
import { anApplicant } from '../../support/install/an-applicant.ts';
import { version } from '../../../common/version.ts';
import { readHardware } from '../../../node-agent/hardware/read-hardware.ts';
import { aGpu } from '../../support/a-gpu.ts';
import { startFakeAgent } from '../../support/fake-agent.ts';
import { openJoinableOffice, type JoinableOffice } from '../../support/install/joinable-office.ts';
import { ScriptedEngine } from '../../support/engine/scripted-engine.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const never = new AbortController().signal;
const identityOf = (): Promise<Identity> => openIdentity(tempDir());

/** Lets a machine in, as its token would. */
function letIn(office: JoinableOffice, { machineId, certificate }: Identity, name = 'STUDIO-1'): string {
  const fingerprint = fingerprintOf(certificate);
  const machine = { id: machineId, name, certificate, fingerprint, local: false, machineId, removing: false };
  office.machines.put(machine);
  office.inventory.know(machine);
  return machineId;
}

const engine = (): ScriptedEngine => new ScriptedEngine({ tokens: 5, everyMs: 0, slots: null, text: () => 'word ' });

const enrolmentIn = (office: JoinableOffice) => ({
  addresses: [office.address],
  pin: office.identity.pin,
  officeName: 'Linden & Roth',
});

/** A machine of the office whose agent is connected. */
async function connected(office: JoinableOffice, identity: Identity) {
  const id = letIn(office, identity);
  const agent = startFakeAgent({ identity, enrolment: enrolmentIn(office), engine: engine() });
  onTestFinished(() => agent.stop());
  return until('the machine is online', () => {
    const machine = office.inventory.machine(id);
    return machine?.state === 'online' && machine;
  });
}

/** A TLS socket to the office, with whatever is given. */
function knock({ target }: JoinableOffice, options: object): TLSSocket {
  const socket = connectTls({ host: target.address, port: target.port, rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  return socket.on('error', () => undefined);
}

/** What a socket got before it was closed by the other side. */
async function bytesUntilClosed(socket: Socket): Promise<number> {
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await until('the socket is closed', () => socket.destroyed);
  return bytes;
}

const shown = ({ key, certificate }: Identity) => ({ key, cert: certificate });

describe('the agents’ port', () => {
  it('gives not a byte to a machine of another coordinator, on either door for machines', async () => {
    const [office, other] = [await openJoinableOffice(), await openJoinableOffice()];
    const theirs = await identityOf();
    letIn(other, theirs);
    for (const protocol of [talkProtocol, bulkProtocol]) {
      const socket = knock(office, { ...shown(theirs), ALPNProtocols: [protocol] });
      expect(await bytesUntilClosed(socket)).toBe(0);
    }
    expect(office.inventory.machines()).toEqual([]);
  });

  it('gives not a byte to who shows no certificate, at any door', async () => {
    const office = await openJoinableOffice();
    for (const protocol of [talkProtocol, bulkProtocol, joinProtocol]) {
      const socket = knock(office, { ALPNProtocols: [protocol] });
      socket.once('secureConnect', () => socket.write('GET /standing HTTP/1.1\r\nhost: x\r\n\r\n'));
      expect(await bytesUntilClosed(socket)).toBe(0);
    }
  });

  it('closes on who names no door, an unknown one, or an older TLS', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    letIn(office, identity);
    for (const odd of [{}, { ALPNProtocols: ['h2'] }, { ALPNProtocols: [talkProtocol], maxVersion: 'TLSv1.2' }]) {
      expect(await bytesUntilClosed(knock(office, { ...shown(identity), ...odd }))).toBe(0);
    }
  });

  it('takes no other’s certificate without its key', async () => {
    const office = await openJoinableOffice();
    const [known, thief] = [await identityOf(), await identityOf()];
    letIn(office, known);
    // OpenSSL refuses such a pair before a byte is sent.
    expect(() => knock(office, { key: thief.key, cert: known.certificate, ALPNProtocols: [talkProtocol] })).toThrow();
  });

  it('closes the tunnel of a machine at the moment it is removed, and lets it in no more', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    const id = letIn(office, identity);
    const socket = await dial(office.target, identity, never);
    onTestFinished(() => void socket.on('error', () => undefined).destroy());
    performServerHandshake(socket).on('error', () => undefined);
    await until('the coordinator has the tunnel', () => office.tunnels.to(id));
    office.machines.remove(id);
    office.server.recheck();
    await until('the tunnel is closed', () => socket.destroyed);
    const again = knock(office, { ...shown(identity), ALPNProtocols: [talkProtocol] });
    expect(await bytesUntilClosed(again)).toBe(0);
  });

  it('lets a machine in at the moment it is admitted', async () => {
    const office = await openJoinableOffice();
    expect(await connected(office, await identityOf())).toMatchObject({ state: 'online', address: '127.0.0.1' });
  });

  it('serves its machines while 500 connections say nothing', async () => {
    const office = await openJoinableOffice();
    const silent = Array.from({ length: 500 }, () => connect(office.target.port, '127.0.0.1').on('error', () => {}));
    onTestFinished(() => silent.forEach((socket) => socket.destroy()));
    let closed = 0;
    for (const socket of silent) socket.once('close', () => (closed += 1)).resume();
    await connected(office, await identityOf());
    await until('the oldest of them were dropped', () => closed >= 500 - 64);
    // The agent's own handshakes count while they last; the latest of the silent ones stay.
    expect(closed).toBeLessThan(500 - 56);
  });

  it('serves its machines while strangers fill the door for new ones', async () => {
    const office = await openJoinableOffice();
    const stranger = await identityOf();
    const sockets = Array.from({ length: 12 }, () =>
      knock(office, { ...shown(stranger), ALPNProtocols: [joinProtocol] }),
    );
    await until('those over eight are closed', () => sockets.filter(({ destroyed }) => destroyed).length === 4);
    await connected(office, await identityOf());
    expect(sockets.filter(({ destroyed }) => destroyed)).toHaveLength(4);
  });

  it('lets machines join while strangers of many addresses fill the door for new ones', async () => {
    const office = await openJoinableOffice();
    const stranger = await identityOf();
    const held = Array.from({ length: 80 }, (_, number) =>
      knock(office, {
        ...shown(stranger),
        ALPNProtocols: [joinProtocol],
        localAddress: `127.0.0.${2 + Math.floor(number / 8)}`,
      }),
    );
    await until('the door is full', () => held.filter(({ destroyed }) => destroyed).length === 80 - 64);
    const client = new JoinClient(office.target, await identityOf());
    const asked = { method: 'GET', path: '/standing', answer: Standing, signal: never } as const;
    expect((await client.call(asked)).answer).toEqual({ standing: 'unknown' });
  });

  it('goes on with no earlier session: each connection proves its key', async () => {
    const office = await openJoinableOffice();
    const [known, thief] = [await identityOf(), await identityOf()];
    letIn(office, known);
    const socket = knock(office, { ...shown(known), ALPNProtocols: [talkProtocol] });
    const [session] = (await once(socket, 'session')) as [Buffer];
    await until('the coordinator speaks', () => socket.bytesRead > 0);
    const resumed = knock(office, { ...shown(thief), session, ALPNProtocols: [talkProtocol] });
    const reused = once(resumed, 'secureConnect').then(() => resumed.isSessionReused());
    expect(await bytesUntilClosed(resumed)).toBe(0);
    expect(await reused).toBe(false);
  });

  it('survives what is no TLS, and what is no HTTP behind it', async () => {
    const office = await openJoinableOffice();
    const plain = connect(office.target.port, '127.0.0.1').on('error', () => undefined);
    plain.write('GET / HTTP/1.1\r\n\r\n');
    await bytesUntilClosed(plain);
    const stranger = await identityOf();
    const odd = [
      'nonsense\r\n\r\n',
      `GET /standing HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`,
      `POST /join HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n{}`,
      'POST /join HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      `GET /${'../'.repeat(20)}etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n`,
    ];
    for (const text of odd) {
      const socket = knock(office, { ...shown(stranger), ALPNProtocols: [joinProtocol] });
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.once('secureConnect', () => socket.write(text));
      await until('the socket is closed', () => socket.destroyed);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    await connected(office, await identityOf());
  });

  it('shows no control characters of a machine of its own, and takes no list without an end', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    const id = letIn(office, identity);
    const state = (): string | undefined => office.inventory.machine(id)?.state;
    const gpu = aGpu({ name: '\u001B[2JGTX\u202E 1650', reason: 'x'.repeat(100_000) });
    const evil = startFakeAgent({ identity, enrolment: enrolmentIn(office), engine: engine(), gpus: [gpu] });
    await until('it is online', () => state() === 'online');
    const [shownGpu] = office.inventory.machine(id)?.gpus ?? [];
    expect(shownGpu?.name).toBe('[2JGTX 1650');
    expect(shownGpu?.reason).toHaveLength(1_000);
    await evil.stop();

    const gpus = Array.from({ length: 1_000 }, (_, number) => aGpu({ id: `vulkan:${number}` }));
    const many = startFakeAgent({ identity, enrolment: enrolmentIn(office), engine: engine(), gpus });
    onTestFinished(() => many.stop());
    await until('it is held apart', () => state() === 'stopped');
    expect(office.inventory.machine(id)?.gpus).toEqual([]);
  });

  it('hears a machine that reports without end now and then, and the last that it said', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    const id = letIn(office, identity);
    let heard = 0;
    office.inventory.onChange(() => (heard += 1));
    const session = performServerHandshake(await dial(office.target, identity, never));
    onTestFinished(() => session.destroy());
    const said = (number: number): string =>
      `${JSON.stringify({ gpus: [aGpu({ name: `report ${number}` })], replicas: [] })}\n`;
    session
      .on('error', () => undefined)
      .on('stream', (stream, headers) => {
        stream.on('error', () => undefined).respond({ ':status': 200 });
        const hello = { protocol: 1, agentVersion: version, machineId: id, hardware: readHardware() };
        if (headers[':path'] === '/v1/hello') stream.end(JSON.stringify({ ...hello, ...JSON.parse(said(0)) }));
        else if (headers[':path'] === '/v1/reports') for (let at = 1; at <= 2_000; at += 1) stream.write(said(at));
        else stream.end('{}');
      });
    await until('the last is heard', () => office.inventory.machine(id)?.gpus[0]?.name === 'report 2000');
    expect(heard).toBeLessThan(500);
  });

  it('survives a machine of its own that speaks nonsense, or says too much', async () => {
    const office = await openJoinableOffice();
    const identity = await identityOf();
    letIn(office, identity);
    const nonsense = await dial(office.target, identity, never);
    nonsense.on('error', () => undefined).write(Buffer.alloc(100_000, 0xff));
    await bytesUntilClosed(nonsense);

    const talkative = await dial(office.target, identity, never);
    const session = performServerHandshake(talkative.on('error', () => undefined));
    session
      .on('error', () => undefined)
      .on('stream', (stream) => {
        stream.on('error', () => undefined).respond({ ':status': 200 });
        const more = (): void => {
          while (!stream.destroyed && stream.write('x'.repeat(64 * 1024)));
          stream.once('drain', more);
        };
        more();
      });
    await bytesUntilClosed(talkative);

    const headers = await dial(office.target, identity, never);
    const loud = performServerHandshake(headers.on('error', () => undefined));
    loud
      .on('error', () => undefined)
      .on('stream', (stream) => {
        const many = Array.from({ length: 500 }, (_, number) => [`x-${number}`, 'x'.repeat(1_000)]);
        stream
          .on('error', () => undefined)
          .respond({ ':status': 200, ...Object.fromEntries(many) }, { endStream: true });
      });
    await bytesUntilClosed(headers);
    expect(await connected(office, await identityOf())).toMatchObject({ state: 'online' });
  });
});

describe('a machine in the middle', () => {
  it('makes two different codes, however faithfully it passes on what is said', async () => {
    const office = await openJoinableOffice();
    const middle = await identityOf();
    const proxy = createServer(
      { ...shown(middle), ALPNProtocols: [joinProtocol], requestCert: true, rejectUnauthorized: false },
      (agentSide) => {
        const officeSide = knock(office, { ...shown(middle), ALPNProtocols: [joinProtocol] });
        agentSide
          .on('error', () => undefined)
          .pipe(officeSide)
          .pipe(agentSide);
      },
    );
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as { port: number };
    const opened = Promise.withResolvers<OpenAsk>();
    const stop = new AbortController();
    const asking = askOffice({
      address: `127.0.0.1:${port}`,
      pin: null,
      identity: await identityOf(),
      applicant: anApplicant(),
      onOpen: opened.resolve,
      signal: stop.signal,
    });
    asking.catch(opened.reject);
    const { code } = await opened.promise;
    const [ask] = office.enrolment.asks();
    expect(ask?.code).toMatch(/^\d\d-[A-Z]{4}$/);
    expect(ask?.code).not.toBe(code);
    stop.abort();
    await expect(asking).rejects.toThrow();
  });

  it('hides no other code in the name of its office', async () => {
    const middle = await identityOf();
    const forged = `Linden & Roth” (10.0.0.1:8421)\r\nCode 48-KITE for \u202E“${' '.repeat(80)}Linden & Roth`;
    const door = createHttpServer((request, response) => {
      const opened = { askId: 'ask-1', officeName: forged, nonce: '0'.repeat(64) };
      response.end(JSON.stringify(request.url === '/asks' ? opened : {}));
    });
    const tls = { ...shown(middle), ALPNProtocols: [joinProtocol], requestCert: true, rejectUnauthorized: false };
    const server = createServer(
      tls,
      (socket) =>
        void door.emit(
          'connection',
          socket.on('error', () => undefined),
        ),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const stop = new AbortController();
    const opened = Promise.withResolvers<OpenAsk>();
    const asking = askOffice({
      address: `127.0.0.1:${(server.address() as { port: number }).port}`,
      pin: null,
      identity: await identityOf(),
      applicant: anApplicant(),
      onOpen: opened.resolve,
      signal: stop.signal,
    });
    asking.catch(opened.reject);
    const { officeName } = await opened.promise;
    expect(officeName).toBe('Linden & Roth” (10.0.0.1:8421) Code … for “ Linden & R');
    stop.abort();
    await expect(asking).rejects.toThrow();
  });
});
