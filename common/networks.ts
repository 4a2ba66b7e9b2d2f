/** Networks of IPv4, as people write them: "192.168.10.0/24". */
import { BlockList, isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { isLoopback, plainAddress } from './address.ts';

/** An address of IPv4 as a number, and back. */
export const toNumber = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
export const toAddress = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** The network that an address of this PC is in. */
export function networkOf(address: string, netmask: string): string {
  const mask = toNumber(netmask);
  const prefix = 32 - Math.log2(2 ** 32 - mask);
  return `${toAddress(and(toNumber(address), mask))}/${prefix}`;
}

/** As it is written by everybody: 192.168.10.12/24 is 192.168.10.0/24. @param network an address, a slash and 0 to 32 */
export function plainNetwork(network: string): string {
  const [address = '', prefix = '32'] = network.split('/');
  return `${toAddress(and(toNumber(address), 2 ** 32 - 2 ** (32 - Number(prefix))))}/${Number(prefix)}`;
}

/**
 * Whether someone at this address is in one of the networks, or is this PC. An address of IPv6 is in the network of the adapter that
 * it came by: a link's own addresses name it, others begin as the adapter's do.
 */
export function isInNetworks(address: string, networks: readonly string[], interfaces: () => Interfaces): boolean {
  if (isLoopback(address)) return true;
  const plain = plainAddress(address);
  if (isIP(plain) === 4) return networks.some((network) => holds(network, plain));
  const zone = address.split('%')[1];
  const behind = Object.entries(interfaces()).flatMap(([name, entries = []]) =>
    entries
      .filter((entry) => entry.family === 'IPv6' && isBehind(entry, name, plain, zone))
      .map(({ cidr }) => ({ length: lengthOf(cidr ?? ''), entries })),
  );
  // As packets are sent: by the longest that fits, as a VPN's network may lie inside of the office's own.
  const longest = Math.max(...behind.map(({ length }) => length));
  return behind
    .filter(({ length }) => length === longest)
    .some(({ entries }) => entries.some((entry) => networks.some((network) => holds(network, entry.address))));
}

/** Whether all of a network is in one of others. */
export const isSubnet = (network: string, others: readonly string[]): boolean =>
  others.some((other) => lengthOf(other) <= lengthOf(network) && holds(other, network.split('/')[0] ?? ''));

const lengthOf = (network: string): number => Number(network.split('/')[1]);

function isBehind({ cidr, scopeid }: NetworkInterfaceInfo, name: string, address: string, zone?: string): boolean {
  if (cidr === null || !holds(cidr, address)) return false;
  // Every link has the same ones: without the link's name they say nothing.
  return cidr.startsWith('fe80:') ? zone === name || zone === String(scopeid) : true;
}

function holds(network: string, address: string): boolean {
  const [first = '', prefix = ''] = network.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(first) !== isIP(address)) return false;
  const list = new BlockList();
  list.addSubnet(first, Number(prefix), family);
  return list.check(address, family);
}

const and = (number: number, mask: number): number => (number & mask) >>> 0;
