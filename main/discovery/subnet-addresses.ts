/** Which addresses a look through the network asks. Pure. */
import type { Adapter } from '../../common/adapters.ts';
import { isPrivate } from '../../common/address.ts';
import { toAddress, toNumber } from '../../common/networks.ts';

/** No more than 1,022 addresses of a network are asked: of a larger one those around this PC. */
const widestPrefix = 22;

/** The other addresses of the networks that the used adapters are in, each once, in order. Private ones only. */
export function subnetAddresses(adapters: readonly Adapter[]): string[] {
  const own = new Set(adapters.map(({ address }) => address));
  const all = adapters.filter(({ used }) => used).flatMap(hostsOf);
  return [...new Set(all)].filter((address) => isPrivate(address) && !own.has(address));
}

function hostsOf({ address, netmask }: Adapter): string[] {
  const mask = Math.max(toNumber(netmask), prefixMask(widestPrefix));
  const first = (toNumber(address) & mask) >>> 0;
  const size = 2 ** 32 - mask;
  // The first address names the network itself, and the last one all of its PCs.
  return Array.from({ length: Math.max(0, size - 2) }, (_, index) => toAddress(first + 1 + index));
}

const prefixMask = (prefix: number): number => 2 ** 32 - 2 ** (32 - prefix);
