/** The networks of this PC, and those that were chosen: what of them may use the office. */
import os from 'node:os';
import { isLoopback, isPrivate, plainAddress } from '../../common/address.ts';
import { chooseAdapters, type Adapter } from '../../common/adapters.ts';
import { isInNetworks, isSubnet, networkOf, plainNetwork } from '../../common/networks.ts';
import type { AccessView, NetworksWish, NetworkView } from '../../contract/access.ts';
import { refuse } from '../../contract/problem.ts';
import type { ServedNetworks } from '../settings/served-networks.ts';

/** @param remoteAddress of who asks */
export function viewNetworks(
  served: Pick<ServedNetworks, 'chosen'>,
  remoteAddress: string,
  adapters = chooseAdapters(),
): AccessView['networks'] {
  const { chosen } = served;
  const named = (chosen ?? []).map(({ network }) => network);
  const here = connected(adapters);
  const gone = (chosen ?? []).filter(({ network }) => !here.has(network));
  const list = [
    ...[...here].map(([network, on]) => ({ network, adapters: on })),
    ...gone.map(({ network, adapters: were }) => ({
      network,
      adapters: were.map((one) => ({ ...one, address: null })),
    })),
  ].map((one): NetworkView => ({
    ...one,
    served: chosen === null || isSubnet(one.network, named),
    yours: isIn(remoteAddress, one.network),
  }));
  return { all: chosen === null, list };
}

/** @throws ProblemError own_network, invalid_request */
export function chooseNetworks(
  served: ServedNetworks,
  { only }: NetworksWish,
  remoteAddress: string,
  adapters = chooseAdapters(),
): void {
  if (only === null) return served.choose(null);
  const wanted = [...new Set(only.map(plainNetwork))];
  const outside = wanted.find((network) => !isPrivateNetwork(network));
  if (outside !== undefined) {
    refuse('invalid_request', `${outside} is not a private network.`, { param: 'only' });
  }
  const known = viewNetworks(served, remoteAddress, adapters).list;
  const chosen = wanted.map((network) => {
    const on = known.find((one) => one.network === network)?.adapters ?? [];
    return { network, adapters: on.map(({ name, kind }) => ({ name, kind })) };
  });
  if (!served.serves(remoteAddress, chosen)) {
    const own = known.find(({ yours }) => yours)?.network;
    const address = plainAddress(remoteAddress);
    refuse(
      'own_network',
      own === undefined
        ? `You are at ${address}, which is in none of these networks, and would be shut out yourself.`
        : `You are at ${address}, in the network ${own}, and would be shut out yourself.`,
    );
  }
  served.choose(chosen);
}

/** Each private network that this PC is in, with the adapters that are in it. */
function connected(
  adapters: readonly Adapter[],
): Map<string, { name: string; kind: Adapter['kind']; address: string }[]> {
  const found = new Map<string, { name: string; kind: Adapter['kind']; address: string }[]>();
  for (const { name, kind, address, netmask } of adapters) {
    const network = networkOf(address, netmask);
    if (!isPrivateNetwork(network) || network.startsWith('127.')) continue;
    found.set(network, [...(found.get(network) ?? []), { name, kind, address }]);
  }
  return found;
}

/** All of it: a wider one would hold addresses of others, which are never answered. */
const isPrivateNetwork = (network: string): boolean => {
  const [first = '', prefix = ''] = network.split('/');
  return isPrivate(first) && Number(prefix) >= (first.startsWith('10.') ? 8 : first.startsWith('172.') ? 12 : 16);
};

const isIn = (address: string, network: string): boolean =>
  !isLoopback(address) && isInNetworks(address, [network], os.networkInterfaces);
