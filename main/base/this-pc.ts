/** This PC's own addresses and names. */
import os from 'node:os';
import { chooseAdapters } from '../../common/adapters.ts';

/** IPv4 addresses in the office's network: what a colleague types. Public ones are left out, as they are not answered. */
export const officeAddresses = (interfaces = os.networkInterfaces()): string[] =>
  chooseAdapters(interfaces)
    .filter(({ used }) => used)
    .map(({ address }) => address);

/** Every address of this PC, of all adapters and both families. */
export const allAddresses = (interfaces = os.networkInterfaces()): string[] =>
  Object.values(interfaces).flatMap((entries) => (entries ?? []).map((entry) => entry.address));

/** The PC's name as people know it: "RECEPTION", without a domain. */
export const machineName = (): string => os.hostname().split('.')[0] ?? os.hostname();
