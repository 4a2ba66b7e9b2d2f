/** What kind of network address a remote end has. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

const office = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  office.addSubnet(net, prefix, 'ipv4');
office.addSubnet('fc00::', 7, 'ipv6');

/** An address without its zone ("%eth0"), and an IPv4 address that came over an IPv6 socket as IPv4. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare;
}

/** An address with its port, as it is dialled: "192.168.10.12:8421", "[fd00::1]:8421". */
export const formatAddress = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** What a PC gives itself while no router gives it an address: of use on its own cable alone, so not an address to show. */
export const isLinkLocal = (address: string): boolean => isIn(linkLocal, address);

/** This PC itself. */
export const isLoopback = (address: string): boolean => isIn(loopback, address);

/** This PC or a private network: RFC 1918, link-local, unique local. Not shared carrier space (100.64.0.0/10). */
export const isPrivate = (address: string): boolean =>
  isLoopback(address) || isLinkLocal(address) || isIn(office, address);

function isIn(list: BlockList, address: string): boolean {
  const plain = plainAddress(address);
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
