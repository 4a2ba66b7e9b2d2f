import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { isInNetworks, isSubnet, networkOf, plainNetwork } from '../../common/networks.ts';

const mac = '02:00:00:00:00:01';
const four = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac,
  internal: false,
  cidr: `${address}/24`,
});
const six = (address: string, scopeid: number): NetworkInterfaceInfo => ({
  address,
  netmask: 'ffff:ffff:ffff:ffff::',
  family: 'IPv6',
  mac,
  internal: false,
  cidr: `${address}/64`,
  scopeid,
});

const interfaces = () => ({
  eth0: [four('192.168.10.12'), six('fe80::1', 2), six('fd00:10::1', 0)],
  wlan0: [four('192.168.50.7'), six('fe80::2', 3), six('fd00:50::1', 0)],
});
const served = (address: string, networks = ['192.168.10.0/24']) => isInNetworks(address, networks, interfaces);

it('the network of an address is written by its first address and its length', () => {
  expect(networkOf('192.168.10.12', '255.255.255.0')).toBe('192.168.10.0/24');
  expect(networkOf('172.28.119.5', '255.255.240.0')).toBe('172.28.112.0/20');
  expect(networkOf('10.1.2.3', '255.0.0.0')).toBe('10.0.0.0/8');
  expect(networkOf('10.8.0.2', '255.255.255.255')).toBe('10.8.0.2/32');
  expect(plainNetwork('192.168.10.77/24')).toBe('192.168.10.0/24');
  expect(plainNetwork('10.0.0.1/0')).toBe('0.0.0.0/0');
});

it('holds its own addresses of IPv4, however they came, and this PC', () => {
  for (const address of ['192.168.10.40', '::ffff:192.168.10.40', '127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    expect(served(address), address).toBe(true);
  }
  for (const address of ['192.168.50.40', '192.168.11.1', '10.0.0.1', '::ffff:192.168.50.40', '', 'x']) {
    expect(served(address), address).toBe(false);
  }
  expect(served('127.0.0.1', [])).toBe(true);
  expect(served('192.168.10.40', [])).toBe(false);
});

it('a network is within a wider one, and not the other way round', () => {
  expect(isSubnet('192.168.10.0/24', ['10.0.0.0/8', '192.168.0.0/16'])).toBe(true);
  expect(isSubnet('192.168.10.0/24', ['192.168.10.0/24'])).toBe(true);
  expect(isSubnet('192.168.0.0/16', ['192.168.0.0/24'])).toBe(false);
  expect(isSubnet('192.168.10.0/24', ['192.168.11.0/24'])).toBe(false);
});

it('an address of IPv6 is behind the adapter with the longest network that holds it', () => {
  const nested = () => ({
    eth0: [four('192.168.10.12'), { ...six('fd00:1::2', 0), cidr: 'fd00:1::2/48' }],
    wg0: [four('10.9.0.1'), six('fd00:1:0:5::1', 0)],
  });
  const from = (address: string): boolean => isInNetworks(address, ['192.168.10.0/24'], nested);
  expect([from('fd00:1:0:9::9'), from('fd00:1:0:5::9')]).toEqual([true, false]);
});

it('an address of IPv6 is in the network of the adapter that it came by', () => {
  for (const address of ['fe80::99%eth0', 'fe80::99%2', 'fd00:10::99']) {
    expect(served(address), address).toBe(true);
    expect(served(address, ['192.168.8.0/21']), address).toBe(true);
  }
  for (const address of ['fe80::99', 'fe80::99%wlan0', 'fe80::99%3', 'fd00:50::99', '2001:db8::1']) {
    expect(served(address), address).toBe(false);
  }
});
