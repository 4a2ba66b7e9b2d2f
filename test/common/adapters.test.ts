import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { chooseAdapters } from '../../common/adapters.ts';

const entry = (address: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo =>
  ({
    address,
    family: 'IPv4',
    internal: address.startsWith('127.'),
    netmask: '255.255.255.0',
    mac: '02:00:00:00:00:01',
    cidr: null,
    ...more,
  }) as NetworkInterfaceInfo;

/** Where the system tells nothing of its adapters: everywhere but on Linux. */
const namesOnly = (): null => null;
const usedOf = (...args: Parameters<typeof chooseAdapters>): string[] =>
  chooseAdapters(...args)
    .filter(({ used }) => used)
    .map(({ name }) => name);

describe('the adapters of a Linux PC', () => {
  const sys: Record<string, string[]> = {
    enp3s0: ['address', 'device', 'statistics'],
    wlp2s0: ['device', 'wireless', 'phy80211'],
    enp9s0: ['device'],
    wwan0: ['device'],
    br0: ['bridge', 'brif', 'lower_enp3s0'],
    'enp3s0.20': ['lower_enp3s0'],
    bond0: ['bonding', 'lower_vlan7'],
    vlan7: ['lower_enp9s0'],
    docker0: ['bridge', 'brif', 'lower_veth12ab'],
    'br-0123456789ab': ['bridge', 'brif'],
    lab: ['bridge', 'brif'],
    veth12ab: ['address'],
    office: ['tun_flags'],
    wg0: ['address'],
    dummy0: ['address'],
  };
  const look = (interfaces: Record<string, string>): Record<string, boolean> =>
    Object.fromEntries(
      chooseAdapters(
        Object.fromEntries(Object.entries(interfaces).map(([name, address]) => [name, [entry(address)]])),
        (name) => sys[name] ?? null,
      ).map(({ name, used }) => [name, used]),
    );

  it('are its cards, by cable and by Wi-Fi, and what is made over them', () => {
    const office = { enp3s0: '192.168.10.12', wlp2s0: '192.168.10.13', br0: '10.1.0.2', 'enp3s0.20': '10.20.0.2' };
    expect(Object.values(look({ ...office, bond0: '10.3.0.1' }))).toEqual([true, true, true, true, true]);
  });

  it('are not what containers, virtual machines, VPNs and modems made', () => {
    const others = {
      docker0: '172.17.0.1',
      'br-0123456789ab': '172.18.0.1',
      lab: '10.9.0.1',
      veth12ab: '10.8.0.9',
      office: '10.7.0.2',
      wg0: '10.6.0.2',
      dummy0: '10.5.0.2',
      wwan0: '10.4.0.2',
    };
    expect(Object.values(look(others))).toEqual(Object.values(others).map(() => false));
  });

  it('are in a container or a namespace the cable’s end, which is no card but has the name of one', () => {
    expect(usedOf({ eth0: [entry('10.77.0.11')], tun0: [entry('10.8.0.2')] }, () => ['address'])).toEqual(['eth0']);
  });
});

it('are told apart by what stands behind them', () => {
  const sys: Record<string, string[]> = {
    enp3s0: ['device'],
    wlp2s0: ['device', 'wireless'],
    br0: ['bridge', 'lower_enp3s0'],
    docker0: ['bridge'],
    virbr0: ['bridge'],
    tailscale0: ['tun_flags'],
    dummy0: [],
  };
  const kinds = (names: readonly string[], entriesOf: (name: string) => readonly string[] | null) =>
    Object.fromEntries(
      chooseAdapters(Object.fromEntries(names.map((name) => [name, [entry('10.0.0.1')]])), entriesOf).map(
        ({ name, kind }) => [name, kind],
      ),
    );
  expect(kinds(Object.keys(sys), (name) => sys[name] ?? null)).toEqual({
    enp3s0: 'ethernet',
    wlp2s0: 'wifi',
    br0: 'network',
    docker0: 'container',
    virbr0: 'virtual',
    tailscale0: 'vpn',
    dummy0: 'other',
  });
  const windows = ['Ethernet 2', 'LAN-Verbindung', 'Wi-Fi', 'WLAN', 'en0', 'vEthernet (WSL)', 'ProtonVPN'];
  expect(kinds(windows, namesOnly)).toEqual({
    'Ethernet 2': 'ethernet',
    'LAN-Verbindung': 'ethernet',
    'Wi-Fi': 'wifi',
    WLAN: 'wifi',
    en0: 'network',
    'vEthernet (WSL)': 'virtual',
    ProtonVPN: 'vpn',
  });
});

describe('the adapters where only names tell', () => {
  it.each([
    ['Ethernet', true],
    ['WLAN', true],
    ['Wi-Fi 2', true],
    ['LAN-Verbindung', true],
    ['en0', true],
    ['vEthernet (External)', true],
    ['vEthernet (WSL (Hyper-V firewall))', false],
    ['vEthernet (Default Switch)', false],
    ['VirtualBox Host-Only Network', false],
    ['VMware Network Adapter VMnet8', false],
    ['OpenVPN TAP-Windows6', false],
    ['Tailscale', false],
    ['Bluetooth Network Connection', false],
    ['utun4', false],
    ['awdl0', false],
    ['bridge100', false],
  ])('"%s" is used: %s', (name, used) => {
    expect(chooseAdapters({ [name]: [entry('192.168.10.12')] }, namesOnly)[0]?.used).toBe(used);
  });

  it('know VirtualBox by its hardware addresses, since Windows calls it "Ethernet 3"', () => {
    const interfaces = { 'Ethernet 3': [entry('192.168.56.1', { mac: '0a:00:27:00:00:0b' })] };
    expect(usedOf(interfaces, namesOnly)).toEqual([]);
  });

  it('put a switch of Hyper-V behind a real card', () => {
    const interfaces = { 'vEthernet (LAN)': [entry('192.168.10.12')], Ethernet: [entry('192.168.10.13')] };
    expect(usedOf(interfaces, namesOnly)).toEqual(['Ethernet', 'vEthernet (LAN)']);
  });
});

describe('an address', () => {
  it.each([
    ['127.0.0.1', /itself/],
    ['169.254.7.9', /No router/],
    ['203.0.113.7', /public/],
    ['100.64.3.1', /public/],
  ])('%s is not the office’s, and it is said why', (address, why) => {
    const [adapter] = chooseAdapters({ eth0: [entry(address)] }, namesOnly);
    expect(adapter).toMatchObject({ used: false, why: expect.stringMatching(why) as string });
  });

  it('with one other end only is a tunnel’s, whatever its adapter is called', () => {
    const interfaces = { work: [entry('10.8.0.2', { netmask: '255.255.255.255' })] };
    expect(usedOf(interfaces, namesOnly)).toEqual([]);
  });

  it('of IPv6 is not looked at, and an adapter without addresses neither', () => {
    const six = entry('fd00::2', { family: 'IPv6', scopeid: 0 });
    expect(chooseAdapters({ eth0: [six], eth1: undefined }, namesOnly)).toEqual([]);
  });
});
