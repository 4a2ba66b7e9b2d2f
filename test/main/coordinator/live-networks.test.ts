import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../common/adapters.ts';
import { ProblemError } from '../../../contract/problem.ts';
import { chooseNetworks, viewNetworks } from '../../../main/coordinator/live-networks.ts';
import { ServedNetworks } from '../../../main/settings/served-networks.ts';
import { loadSettings } from '../../../main/settings/settings.ts';
import { tempDir } from '../../support/temp-dir.ts';

const adapter = (name: string, address: string, kind: Adapter['kind'] = 'ethernet'): Adapter => ({
  name,
  address,
  kind,
  netmask: '255.255.255.0',
  mac: '02:00:00:00:00:01',
  used: true,
  why: '',
});
const ethernet = adapter('Ethernet', '192.168.10.12');
const guestWifi = adapter('Wi-Fi', '192.168.50.7', 'wifi');
const vpn = adapter('OfficeVPN', '10.8.0.2', 'vpn');
const pcs = [ethernet, guestWifi, vpn, adapter('Loopback', '127.0.0.1'), adapter('Modem', '100.64.3.1')];
const here = '127.0.0.1';

function open() {
  const dataDir = tempDir();
  const served = new ServedNetworks(dataDir, loadSettings(dataDir).access.networks);
  const choose = (only: string[] | null, from = here, adapters = pcs) =>
    chooseNetworks(served, { only }, from, adapters);
  const view = (from = here, adapters = pcs) => viewNetworks(served, from, adapters);
  return { dataDir, served, choose, view };
}

function problemOf(act: () => void) {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return expect.fail('nothing was refused');
}

describe('the networks of an office', () => {
  it('are all private ones of this PC until an admin chooses', () => {
    const { view, served } = open();
    expect(view()).toMatchObject({ all: true });
    expect(view().list.map(({ network, served: is }) => [network, is])).toEqual([
      ['192.168.10.0/24', true],
      ['192.168.50.0/24', true],
      ['10.8.0.0/24', true],
    ]);
    expect(served.serves('172.16.4.4')).toBe(true);
  });

  it('are those that were chosen, at once and after a restart', () => {
    const { dataDir, choose, view, served } = open();
    choose(['192.168.10.0/24']);
    for (const now of [served, new ServedNetworks(dataDir, loadSettings(dataDir).access.networks)]) {
      expect(['192.168.10.40', '192.168.50.40', '172.16.4.4', here].map((at) => now.serves(at))).toEqual([
        true,
        false,
        false,
        true,
      ]);
    }
    expect(
      view()
        .list.filter((one) => one.served)
        .map(({ network }) => network),
    ).toEqual(['192.168.10.0/24']);
    choose(null);
    expect(served.serves('192.168.50.40')).toBe(true);
  });

  it('stay chosen while their adapter is away, and are shown so', () => {
    const { choose, view, served } = open();
    choose(['192.168.10.0/24', '10.8.0.0/24']);
    const docked = [ethernet, guestWifi];
    expect(view(here, docked).list.find(({ network }) => network === '10.8.0.0/24')).toEqual({
      network: '10.8.0.0/24',
      adapters: [{ name: 'OfficeVPN', kind: 'vpn', address: null }],
      served: true,
      yours: false,
    });
    // Chosen again without it, its adapter's name is kept.
    choose(['10.8.0.0/24'], here, docked);
    expect(view(here, docked).list.at(-1)?.adapters).toEqual([{ name: 'OfficeVPN', kind: 'vpn', address: null }]);
    expect(served.serves('10.8.0.9')).toBe(true);
  });

  it('take one that is behind a router, as it is typed', () => {
    const { choose, served, view } = open();
    choose(['192.168.20.77/24']);
    expect(served.serves('192.168.20.5')).toBe(true);
    expect(view().list.at(-1)).toEqual({ network: '192.168.20.0/24', adapters: [], served: true, yours: false });
  });

  it('are never public ones', () => {
    const { choose, served, view } = open();
    for (const network of ['8.8.8.0/24', '0.0.0.0/0', '192.0.0.0/8', '172.16.0.0/11', '100.64.0.0/10']) {
      expect(problemOf(() => choose([network])).code, network).toBe('invalid_request');
    }
    expect(served.chosen).toBeNull();
    choose(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
    expect(served.serves('172.31.0.1')).toBe(true);
    expect(view().list.every((one) => one.served)).toBe(true);
  });

  it('keep the one that the admin is in, who would be shut out otherwise', () => {
    const { choose, served, view } = open();
    expect(view('::ffff:192.168.50.40').list.map(({ yours }) => yours)).toEqual([false, true, false]);
    expect(problemOf(() => choose(['192.168.10.0/24'], '::ffff:192.168.50.40'))).toMatchObject({
      code: 'own_network',
      message: 'You are at 192.168.50.40, in the network 192.168.50.0/24, and would be shut out yourself.',
    });
    expect(problemOf(() => choose(['192.168.10.0/24'], '172.20.0.9')).message).toBe(
      'You are at 172.20.0.9, which is in none of these networks, and would be shut out yourself.',
    );
    expect(served.chosen).toBeNull();
    choose(['192.168.50.0/24'], '192.168.50.40');
    choose([]);
    expect(served.serves('192.168.50.40')).toBe(false);
  });
});
