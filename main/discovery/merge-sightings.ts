/** Many sightings, one candidate for each PC. Pure. */
import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { CandidateView } from '../../contract/control-machines.ts';
import { byHand, byScan, nameKey, type Sighting } from './sighting.ts';

/** A candidate with all that it is known by. */
export interface MergedCandidate {
  readonly view: CandidateView;
  /** Its addresses and its host names in small letters. */
  readonly keys: ReadonlySet<string>;
  readonly isPc: boolean;
}

/** The network is asked every minute: a name that was not heard for this long while another was has been given up. */
const nameStaleMs = 150_000;
/** A PC with two adapters answers a question on both within this; an address that lags behind by more has been left. */
const addressStaleMs = 4_000;

/**
 * Sightings of one address or of one host name are of one PC. An address can pass to another PC, and a PC can change its name or
 * its address: what was overtaken by newer sightings counts no longer.
 */
export function mergeSightings(sightings: readonly Sighting[]): MergedCandidate[] {
  const current = sightings.flatMap((one) => refresh(one, sightings));
  const groups: { keys: Set<string>; members: Sighting[] }[] = [];
  for (const one of current) {
    const keys = keysOf(one);
    const touched = groups.filter((group) => keys.some((key) => group.keys.has(key)));
    const merged = {
      keys: new Set([...touched.flatMap((group) => [...group.keys]), ...keys]),
      members: [...touched.flatMap((group) => group.members), one],
    };
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map(({ keys, members }) => ({
    view: viewOf(members),
    keys,
    isPc: members.every(({ isPc }) => isPc),
  }));
}

const keysOf = ({ address, hostName }: Sighting): string[] => [address, ...(hostName ? [nameKey(hostName)] : [])];
const sameName = (a: Sighting, b: Sighting): boolean =>
  a.hostName !== null && b.hostName !== null && nameKey(a.hostName) === nameKey(b.hostName);

/** What still holds of a sighting, beside the others: all of it, what has no name, or nothing. */
function refresh(one: Sighting, all: readonly Sighting[]): Sighting[] {
  if (one.hostName === null) return [one];
  const newer = all.filter((other) => other.heardAt > one.heardAt);
  const here = newer.filter(
    (other) => other.address === one.address && other.hostName !== null && !sameName(other, one),
  );
  const renamed = here.some((other) => other.heardAt - one.heardAt > nameStaleMs);
  const handedOn = here.length > 0 && newer.some((other) => other.address !== one.address && sameName(other, one));
  if (!renamed && !handedOn) return [one];
  // Somebody typed or found that address: it stays, under the name of whoever has it now.
  return one.source === byHand || one.source === byScan ? [{ ...one, hostName: null }] : [];
}

function viewOf(members: readonly Sighting[]): CandidateView {
  const lastHeardAt = Math.max(...members.map(({ heardAt }) => heardAt));
  const address = addressOf(members, lastHeardAt);
  const name = nameOf(members);
  return {
    id: `pc-${createHash('sha256')
      .update(name ? nameKey(name) : address)
      .digest('hex')
      .slice(0, 12)}`,
    name: name ?? address,
    address,
    os: members.toSorted(bySource).find(({ os }) => os !== null)?.os ?? null,
    sources: [...new Set(members.map(({ source }) => source))].toSorted(),
    ssh: members.some(({ ssh }) => ssh),
    lastHeardAt,
  };
}

const bySource = (a: Sighting, b: Sighting): number => a.source.localeCompare(b.source);

/** Of the addresses that were heard lately the first: one with SSH before one without, IPv4 before IPv6. */
function addressOf(members: readonly Sighting[], lastHeardAt: number): string {
  const lately = members.filter(({ heardAt }) => lastHeardAt - heardAt <= addressStaleMs);
  const withSsh = new Set(lately.filter(({ ssh }) => ssh).map(({ address }) => address));
  const order = (address: string): number => (isIPv4(address) ? 0 : 2) + (withSsh.has(address) ? 0 : 1);
  const [first = ''] = lately
    .map(({ address }) => address)
    .toSorted((a, b) => order(a) - order(b) || a.localeCompare(b, 'en', { numeric: true }));
  return first;
}

/** The name that most sightings give; of equals the first by the alphabet, so that it does not change from minute to minute. */
function nameOf(members: readonly Sighting[]): string | null {
  const names = members.flatMap(({ hostName }) => (hostName ? [hostName] : []));
  const alike = Map.groupBy(names, nameKey);
  const count = (name: string): number => alike.get(nameKey(name))?.length ?? 0;
  return names.toSorted((a, b) => count(b) - count(a) || a.localeCompare(b))[0] ?? null;
}
