/** This PC's own addresses and names. */
import os from 'node:os';
import { isLinkLocal, isPrivate } from './address.ts';

/** Adapters that are not the office's network: containers, virtual machines, VPN and tunnels. */
const virtual =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|wg|tailscale|zt|utun|lo)|vEthernet|VirtualBox|VMware|Hyper-V/i;

/** IPv4 addresses in the office's network: what a colleague types. Public ones are left out, as they are not answered. */
export function officeAddresses(interfaces = os.networkInterfaces()): string[] {
  return Object.entries(interfaces)
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, entries]) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address)
    .filter((address) => isPrivate(address) && !isLinkLocal(address));
}

/** Every address of this PC, of all adapters and both families. */
export const allAddresses = (interfaces = os.networkInterfaces()): string[] =>
  Object.values(interfaces).flatMap((entries) => (entries ?? []).map((entry) => entry.address));

/** The PC's name as people know it: "RECEPTION", without a domain. */
export const machineName = (): string => os.hostname().split('.')[0] ?? os.hostname();
