import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { allAddresses, officeAddresses } from '../../../main/base/this-pc.ts';

const entry = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4'): NetworkInterfaceInfo => ({
  address,
  family,
  internal: address.startsWith('127.'),
  netmask: '',
  mac: '',
  cidr: null,
  scopeid: 0,
});

it('the office’s addresses leave out loopback, containers, VPN and what a PC gave itself, and put private ones first', () => {
  const interfaces = {
    lo: [entry('127.0.0.1')],
    tun0: [entry('10.8.0.2')],
    docker0: [entry('172.17.0.1')],
    wan0: [entry('203.0.113.7')],
    eth1: [entry('169.254.7.9')],
    eth0: [entry('192.168.10.12'), entry('fe80::1', 'IPv6')],
  };
  expect(officeAddresses(interfaces)).toEqual(['192.168.10.12']);
});

it('every address of this PC counts as its own', () => {
  expect(allAddresses({ tun0: [entry('10.8.0.2')], eth0: [entry('fe80::1', 'IPv6')] })).toEqual([
    '10.8.0.2',
    'fe80::1',
  ]);
  expect(allAddresses(networkInterfaces())).toContain('127.0.0.1');
});
