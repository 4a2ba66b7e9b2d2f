/** Which of this PC's network adapters lead to the office, and why the others do not. */
import { readdirSync } from 'node:fs';
import os, { type NetworkInterfaceInfo } from 'node:os';
import path from 'node:path';
import type { AdapterKind } from '../contract/access.ts';
import { isLinkLocal, isPrivate } from './address.ts';

/** One IPv4 address of this PC, on the adapter that holds it. */
export interface Adapter {
  /** As the system calls it: "eth0", "Wi-Fi". */
  readonly name: string;
  readonly address: string;
  readonly netmask: string;
  /** "02:00:0a:4d:00:0b" */
  readonly mac: string;
  /** It leads to the office: announced on, listened on, shown as an address. */
  readonly used: boolean;
  /** What stands behind it. */
  readonly kind: AdapterKind;
  /** Why it is used or not, as a sentence. */
  readonly why: string;
}

/** What Linux tells of an adapter: the entries of /sys/class/net/NAME. Null where the system has no such thing. */
type AdapterEntries = (name: string) => readonly string[] | null;

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;
type Verdict = Pick<Adapter, 'used' | 'kind' | 'why'>;

const useIt = (kind: AdapterKind, why: string): Verdict => ({ used: true, kind, why });
const leaveIt = (kind: AdapterKind, why: string): Verdict => ({ used: false, kind, why });

const card = 'It is a network card.';
const virtualMachine = leaveIt('virtual', 'It belongs to virtual machines on this PC.');
const container = leaveIt('container', 'It belongs to containers on this PC.');
const tunnel = leaveIt('vpn', 'It is a VPN or a tunnel: other PCs of the office are not behind it.');

type Named = readonly (readonly [RegExp, Verdict])[];

/** Names of adapters that software made, on Linux, macOS and Windows. */
const made: Named = [
  [/^(docker|br-[0-9a-f]{6,}|veth|cni|flannel|cali|podman|lxcbr|lxdbr)|DockerNAT/, container],
  [/^(virbr|vnet|vmnet|vboxnet|bridge1\d\d)|VirtualBox|VMware|^vEthernet \((WSL|Default Switch|nat)/, virtualMachine],
  [/^(tun|tap|wg|tailscale|zt|utun|ipsec|ppp|gif|stf|nordlynx|proton|vpn)/, tunnel],
  [/VPN|TAP-|Wintun|WireGuard|Tailscale|ZeroTier/, tunnel],
];
/** Names of adapters that are there, and lead elsewhere. */
const elsewhere: Named = [
  [/^(awdl|llw|ap\d|anpi)/, leaveIt('other', 'macOS uses it between Apple devices only.')],
  [/^ww|Mobilfunk|Cellular/, leaveIt('other', 'It is a mobile modem: other PCs of the office are not behind it.')],
  [/^bnep|Bluetooth/, leaveIt('other', 'It is a Bluetooth link.')],
];

/** Where only the name tells what a card is, in the languages of Windows that offices here have. */
const cardKinds: readonly (readonly [RegExp, AdapterKind])[] = [
  [/^(wi-?fi|wlan|wl|wireless|drahtlos)/i, 'wifi'],
  [/^(ethernet|lan\b|eth)/i, 'ethernet'],
];

/** VirtualBox gives its host-only adapters these, whatever Windows calls them ("Ethernet 3"). */
const hostOnlyMac = /^0a:00:27:/i;
const hyperVSwitch = /^vEthernet/;
/** How Linux and macOS name real cards; a container's or a namespace's own end of a cable has such a name, too. */
const cardName = /^(eth|en|wl)/;

/**
 * Each IPv4 address of this PC with what it is good for: real cards first, in the system's order.
 * @param interfaces as `os.networkInterfaces()` gives them
 * @param entriesOf what Linux says of an adapter
 */
export function chooseAdapters(
  interfaces: Interfaces = os.networkInterfaces(),
  entriesOf: AdapterEntries = linuxEntries,
): Adapter[] {
  const all = Object.entries(interfaces).flatMap(([name, entries]) =>
    (entries ?? [])
      .filter((entry) => entry.family === 'IPv4')
      .map((entry) => ({
        name,
        address: entry.address,
        netmask: entry.netmask,
        mac: entry.mac,
        ...judge(name, entry, entriesOf),
      })),
  );
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** What is used comes first, and a Hyper-V switch, which may lead nowhere, last of it. */
const rank = ({ used, name }: Adapter): number => (used ? Number(hyperVSwitch.test(name)) : 2);

function judge(name: string, entry: NetworkInterfaceInfo, entriesOf: AdapterEntries): Verdict {
  if (entry.internal) return leaveIt('other', 'It is this PC’s way to itself.');
  if (isLinkLocal(entry.address))
    return leaveIt('other', 'No router gave it an address; it reaches no further than its own cable.');
  const verdict = judgeKind(name, entry, entriesOf);
  if (!verdict.used) return verdict;
  if (!isPrivate(entry.address))
    return leaveIt(verdict.kind, 'Its address is a public one, and an office is not offered to the internet.');
  return entry.netmask === '255.255.255.255' ? tunnel : verdict;
}

/** What stands behind the adapter, whatever its address. */
function judgeKind(name: string, { mac }: NetworkInterfaceInfo, entriesOf: AdapterEntries): Verdict {
  const entries = entriesOf(name);
  const away = byName(elsewhere, name);
  if (away !== null) return away;
  if (entries?.includes('device')) {
    return entries.includes('wireless') ? useIt('wifi', 'It is a Wi-Fi card.') : useIt('ethernet', card);
  }
  if (entries?.includes('tun_flags')) return tunnel;
  if (entries && leadsToCard(entries, entriesOf)) return useIt('network', 'It is made over a network card.');
  const maker = byName(made, name) ?? (hostOnlyMac.test(mac) ? virtualMachine : null);
  if (maker !== null) return maker;
  if (hyperVSwitch.test(name)) return useIt('network', 'It is a switch of Hyper-V, which may lead to the office.');
  if (entries === null || cardName.test(name)) return useIt(kindByName(name), card);
  return leaveIt('other', 'It is made by software; no network card is behind it.');
}

const byName = <What>(list: readonly (readonly [RegExp, What])[], name: string): What | null =>
  list.find(([pattern]) => pattern.test(name))?.[1] ?? null;

const kindByName = (name: string): AdapterKind => byName(cardKinds, name) ?? 'network';

/** Bridges, bonds and VLANs name what they are made over: "lower_eth0". */
function leadsToCard(entries: readonly string[], entriesOf: AdapterEntries, depth = 0): boolean {
  return (
    depth < 4 &&
    entries.some((entry) => {
      const below = entry.startsWith('lower_') ? entriesOf(entry.slice('lower_'.length)) : null;
      return below !== null && (below.includes('device') || leadsToCard(below, entriesOf, depth + 1));
    })
  );
}

function linuxEntries(name: string): readonly string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    return readdirSync(path.join('/sys/class/net', name));
  } catch {
    return null;
  }
}
