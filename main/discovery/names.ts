/** Names and addresses, as the office's own name servers know them. */
import { lookup, Resolver } from 'node:dns/promises';

export interface Names {
  /** Addresses of a host name, IPv4 first; none when nobody knows it. */
  addressesOf(hostName: string): Promise<string[]>;
  /** The host name of an address; null when nobody knows it, or says so too late. */
  nameOf(address: string): Promise<string | null>;
}

const patienceMs = 700;

export const systemNames: Names = {
  async addressesOf(hostName) {
    try {
      return (await lookup(hostName, { all: true, order: 'ipv4first' })).map(({ address }) => address);
    } catch {
      return [];
    }
  },
  async nameOf(address) {
    try {
      const resolver = new Resolver({ timeout: patienceMs, tries: 1 });
      return (await resolver.reverse(address))[0] ?? null;
    } catch {
      return null;
    }
  },
};
