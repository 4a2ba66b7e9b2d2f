/** Where this PC hears wake-up calls: the cards that lead to the office. */
import { type Adapter, chooseAdapters } from '../../common/adapters.ts';
import { WakeAddress } from '../../contract/hardware.ts';

const mostAddresses = 16;

export function wakeAddresses(adapters: readonly Adapter[] = chooseAdapters()): WakeAddress[] {
  const used = adapters
    .filter((adapter) => adapter.used)
    .map(({ mac, address, netmask }) => WakeAddress.safeParse({ mac, broadcast: broadcastOf(address, netmask) }).data);
  const all = used.filter((one) => one !== undefined && one.mac !== '00:00:00:00:00:00') as WakeAddress[];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].slice(0, mostAddresses);
}

/** The last address of the card's network: "192.168.10.255". */
function broadcastOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, at) => (Number(part) | ~(mask[at] ?? 0)) & 0xff)
    .join('.');
}
