import { expect, it } from 'vitest';
import type { Adapter } from '../../../common/adapters.ts';
import { subnetAddresses } from '../../../main/discovery/subnet-addresses.ts';
import { anAdapter } from '../../support/fake-mdns.ts';

const adapter = (address: string, netmask: string, used = true): Adapter => ({
  ...anAdapter('eth0', address, used),
  netmask,
});

it('a network’s addresses are all but its own, its first and its last', () => {
  expect(subnetAddresses([adapter('192.168.10.12', '255.255.255.248')])).toEqual([
    '192.168.10.9',
    '192.168.10.10',
    '192.168.10.11',
    '192.168.10.13',
    '192.168.10.14',
  ]);
  expect(subnetAddresses([adapter('192.168.10.12', '255.255.255.0')])).toHaveLength(253);
});

it('of a large network those around this PC are asked', () => {
  const addresses = subnetAddresses([adapter('10.20.30.40', '255.0.0.0')]);
  expect(addresses).toHaveLength(1_021);
  expect([addresses[0], addresses.at(-1)]).toEqual(['10.20.28.1', '10.20.31.254']);
});

it('addresses beyond 128.0.0.0 are counted right', () => {
  expect(subnetAddresses([adapter('192.168.255.254', '255.255.255.252')])).toEqual(['192.168.255.253']);
});

it('adapters that are not used, public networks and lines between two are left out, and doubles asked once', () => {
  expect(subnetAddresses([adapter('10.8.0.2', '255.255.255.0', false)])).toEqual([]);
  expect(subnetAddresses([adapter('203.0.113.7', '255.255.255.0')])).toEqual([]);
  expect(subnetAddresses([adapter('10.8.0.2', '255.255.255.255'), adapter('10.9.0.2', '255.255.255.254')])).toEqual([]);
  const two = [adapter('192.168.10.12', '255.255.255.0'), adapter('192.168.10.13', '255.255.255.0')];
  expect(subnetAddresses(two)).toHaveLength(252);
});
