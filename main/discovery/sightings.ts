/** The memory of what was heard and found: forgets after a while, and holds only so much. */
import { byHand, byScan, nameKey, type Sighting } from './sighting.ts';

/** The network is asked every minute, so this is many answers missed. */
const forgetHeardMs = 10 * 60_000;
const forgetScannedMs = 60 * 60_000;
/** More than the PCs of an office announce: who floods the network with names pushes out the oldest. */
const most = 600;

export class Sightings {
  readonly #all = new Map<string, { sighting: Sighting; since: number }>();
  /** Addresses and host names of candidates that were dismissed and are heard still. */
  readonly #hidden = new Set<string>();

  note(sighting: Sighting): void {
    const key = keyOf(sighting);
    const since = this.#all.get(key)?.since ?? sighting.heardAt;
    this.#all.delete(key);
    this.#all.set(key, { sighting, since });
    const [oldest] = this.#all.keys();
    if (this.#all.size > most && oldest !== undefined) this.#all.delete(oldest);
  }

  /** A PC said goodbye. Without a host name, all that this source told of its address goes. */
  remove({ source, address, hostName }: Pick<Sighting, 'source' | 'address' | 'hostName'>): void {
    const name = nameKeyOf({ hostName });
    for (const [key, { sighting }] of this.#all) {
      const same = sighting.source === source && sighting.address === address;
      if (same && (name === null || nameKeyOf(sighting) === name)) this.#all.delete(key);
    }
  }

  /** What is not forgotten yet. */
  list(now: number): Sighting[] {
    for (const [key, { sighting }] of this.#all) {
      if (now - sighting.heardAt > forgetAfter(sighting)) this.#all.delete(key);
    }
    const left = [...this.#all.values()].map(({ sighting }) => sighting);
    const known = new Set(left.flatMap((one) => [one.address, nameKeyOf(one)]));
    for (const key of this.#hidden) if (!known.has(key)) this.#hidden.delete(key);
    return left;
  }

  /** When an unbroken row of sightings from this source at this address began; null when there is none. */
  since(source: string, address: string): number | null {
    const all = [...this.#all.values()].filter(
      ({ sighting }) => sighting.source === source && sighting.address === address,
    );
    return all.length === 0 ? null : Math.min(...all.map(({ since }) => since));
  }

  /** Hides a PC until nothing of it was heard for so long that it is forgotten. */
  hide(keys: ReadonlySet<string>): void {
    for (const [key, { sighting }] of this.#all) {
      const found = sighting.source === byHand || sighting.source === byScan;
      if (found && keys.has(sighting.address)) this.#all.delete(key);
    }
    for (const key of keys) this.#hidden.add(key);
  }

  unhide(keys: ReadonlySet<string>): void {
    for (const key of keys) this.#hidden.delete(key);
  }

  isHidden(keys: ReadonlySet<string>): boolean {
    return [...keys].some((key) => this.#hidden.has(key));
  }
}

const keyOf = (sighting: Sighting): string => JSON.stringify([sighting.source, sighting.address, nameKeyOf(sighting)]);

const nameKeyOf = ({ hostName }: Pick<Sighting, 'hostName'>): string | null => hostName && nameKey(hostName);

function forgetAfter({ source }: Sighting): number {
  if (source === byHand) return Infinity;
  return source === byScan ? forgetScannedMs : forgetHeardMs;
}
