import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpHandler } from '../../../main/base/http-handler.ts';
import { sendJson } from '../../../main/base/http.ts';
import { HttpsDoor } from '../../../main/coordinator/https-door.ts';
import { LiveAccess } from '../../../main/coordinator/live-access.ts';
import { Front } from '../../../main/front/front.ts';
import { ServedNetworks } from '../../../main/settings/served-networks.ts';
import { WithoutKey } from '../../../main/settings/without-key.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const dayMs = 86_400_000;
const room: HttpHandler = { handle: (_request, response) => sendJson(response, 200, {}), refuse: () => undefined };

async function open(port = 0) {
  const dataDir = tempDir();
  const own = { hostName: 'reception', addresses: ['127.0.0.1'] };
  const clock = { time: Date.now(), now: () => clock.time };
  const rooms = { gateway: room, join: room, metrics: room, ca: room, control: room };
  const front = new Front({ ...rooms, ownNames: () => own, requireHttps: () => access.required });
  onTestFinished(() => front.close(0));
  await front.listen(0, '127.0.0.1');
  const parts = { dataDir, port, host: '127.0.0.1', front, ownNames: () => own, clock };
  const door = new HttpsDoor({ ...parts, log: quietLog, everyMs: 10 });
  const settings = loadSettings(dataDir);
  const networks = new ServedNetworks(dataDir, settings.access.networks);
  const withoutKey = new WithoutKey(dataDir, settings.access.withoutKey);
  const access: LiveAccess = new LiveAccess({
    dataDir,
    settings,
    networks,
    withoutKey,
    front: () => front,
    https: () => door,
  });
  onTestFinished(() => door.close());
  /** What a client that trusts the office sees. */
  const shown = async (servername = 'reception.local', rejectUnauthorized = true) => {
    const ca = door.ca?.certificate ?? '';
    const socket = connect({ host: '127.0.0.1', port: front.securePort ?? 0, ca, servername, rejectUnauthorized });
    try {
      await once(socket, 'secureConnect');
      return socket.getPeerX509Certificate()?.fingerprint256 ?? '';
    } finally {
      socket.destroy();
    }
  };
  return { dataDir, own, clock, front, door, access, shown };
}

describe('HTTPS of the office', () => {
  it('is served under the PC’s own names to whoever trusts the office', async () => {
    const { door, shown, access } = await open();
    await door.open();
    for (const name of ['reception.local', 'reception', 'localhost']) expect(await shown(name)).not.toBe('');
    await expect(shown('bank.example')).rejects.toThrow('bank.example');
    expect(access.view('127.0.0.1').https).toMatchObject({
      enabled: true,
      required: false,
      problem: null,
      ca: { name: 'AIvailable office CA (reception)', fingerprint: door.ca?.fingerprint },
    });
  });

  it('shows another certificate by itself when an address comes, and before the old one ends', async () => {
    const { door, shown, own, clock } = await open();
    await door.open();
    const first = await shown();
    own.addresses.push('192.168.10.99');
    const second = await until('another certificate is shown', async () => {
      const now = await shown();
      return now !== first && now;
    });
    clock.time += 340 * dayMs;
    await until('a third one is shown', async () => {
      // Of a day to come: no client of today takes it.
      const now = await shown('reception.local', false);
      return now !== second;
    });
  });

  it('comes up by itself once its port is free, and says why it is not until then', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { door, shown, access } = await open(port);
    await door.open();
    expect(access.view('127.0.0.1').https).toMatchObject({ port: null, problem: { code: 'https_port_busy' } });
    expect(() => access.change({ requireHttps: true })).toThrow(
      `HTTPS is not served now, so nobody else could use the office. Port ${port}, for HTTPS, is used by another program.`,
    );
    other.close();
    await until('it is served', () => access.view('127.0.0.1').https.port === port);
    expect(access.view('127.0.0.1').https.problem).toBeNull();
    expect(await shown()).not.toBe('');
  });

  it('is not served with a CA that is damaged; the office says what to do', async () => {
    const { door, dataDir, access } = await open();
    mkdirSync(path.join(dataDir, 'identity'));
    writeFileSync(path.join(dataDir, 'identity', 'office-ca.json'), '{}');
    await door.open();
    expect(access.view('127.0.0.1').https).toMatchObject({ port: null, ca: null, problem: { code: 'ca_damaged' } });
  });

  it('may be required at once, and that is kept', async () => {
    const { door, access, dataDir } = await open();
    await door.open();
    access.change({ requireHttps: true });
    expect([access.required, loadSettings(dataDir).https.require]).toEqual([true, true]);
    access.change({ requireHttps: false });
    expect([access.required, loadSettings(dataDir).https.require]).toEqual([false, false]);
  });
});
