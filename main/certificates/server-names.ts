/** What this PC is called in its certificate. Pure. */
import { isIP } from 'node:net';
import { isLinkLocal, isPrivate, plainAddress } from '../../common/address.ts';

export interface ServerNames {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

const dnsName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** The names that this PC has besides `localhost`: as the guard answers to them, the one that is announced first. */
export function namesOfPc(hostName: string): string[] {
  const full = hostName.toLowerCase();
  const short = full.split('.')[0] ?? full;
  return [...new Set([`${short}.local`, short, full])].filter((name) => dnsName.test(name));
}

/** @param addresses of all adapters; a link-local IPv6 address stands in no URL, a public one is not answered */
export function serverNames(hostName: string, addresses: readonly string[]): ServerNames {
  const shown = addresses.map(plainAddress).filter((one) => isPrivate(one) && !(isIP(one) === 6 && isLinkLocal(one)));
  return {
    names: [...new Set([...namesOfPc(hostName), 'localhost'])],
    addresses: [...new Set(['127.0.0.1', '::1', ...shown.toSorted()])],
  };
}
