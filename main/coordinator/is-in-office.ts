/** Whether a PC that is heard in the network is a machine of the office already, or asks to become one. Pure. */
import { plainAddress } from '../../common/address.ts';
import type { AskView } from '../../contract/control-machines.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

export function isInOffice(
  addressOrHostName: string,
  machines: readonly Pick<MachineFacts, 'address' | 'hardware'>[],
  asks: readonly Pick<AskView, 'address' | 'hostName'>[],
): boolean {
  const wanted = comparable(addressOrHostName);
  const known = [
    ...machines.flatMap(({ address, hardware }) => [address, hardware?.hostName ?? null]),
    ...asks.flatMap(({ address, hostName }) => [address, hostName]),
  ];
  return known.some((one) => one !== null && comparable(one) === wanted);
}

/** Addresses as IPv4 where they are, names without their domain; neither differs by case. */
function comparable(addressOrHostName: string): string {
  const plain = plainAddress(addressOrHostName);
  return /^[\d.]+$|:/.test(plain) ? plain : (plain.split('.')[0] ?? plain);
}
