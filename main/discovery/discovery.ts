/**
 * Discovery: what of the office's PCs is heard by mDNS, found by a look through the network, or named by hand. Announces this
 * coordinator, too. All of it is a hint: whether a machine lives, its tunnel says.
 */
import { isIP } from 'node:net';
import type { CandidateView, DiscoveryView } from '../../contract/control-machines.ts';
import { refuse } from '../../contract/problem.ts';
import { isPrivate, plainAddress } from '../../common/address.ts';
import { cleanText } from '../../common/clean-text.ts';
import { Mdns } from '../../common/mdns.ts';
import { announcedType, writeAnnouncement } from '../../common/mdns-announcement.ts';
import type { MdnsRecord } from '../../common/mdns-instance.ts';
import type { HeardService } from '../../common/mdns-services.ts';
import { unlessAborted } from '../../common/unless-aborted.ts';
import { Listeners } from '../base/listeners.ts';
import type { SshAnswer } from './ask-ssh.ts';
import { checklist } from './checklist.ts';
import { type DiscoveryOptions, withDefaults } from './discovery-options.ts';
import { type MergedCandidate, mergeSightings } from './merge-sightings.ts';
import { scanNetwork } from './network-scan.ts';
import { byHand, byScan, listenedTypes, nameKey, sightingOf, whatAnswered, withoutDomain } from './sighting.ts';
import { Sightings } from './sightings.ts';
import { subnetAddresses } from './subnet-addresses.ts';

/** Silent for longer than this, the network counts as one where nothing is heard. */
const heardLatelyMs = 10 * 60_000;
const handPatienceMs = 2_000;
const lookEveryMs = 1_000;
/** An agent that hears this office asks to join within this time, unless something keeps it from its port. */
const lockedOutMs = 30_000;
const minuteMs = 60_000;

export class Discovery {
  readonly #options: Required<DiscoveryOptions>;
  readonly #sightings = new Sightings();
  readonly #changed = new Listeners();
  readonly #closing = new AbortController();
  #mdns: Mdns | null = null;
  #stop: (() => void) | null = null;
  #heardAt = -Infinity;
  #scanning: { done: number; total: number } | null = null;
  #scan: Promise<void> | null = null;
  #shown = '';

  constructor(options: DiscoveryOptions) {
    this.#options = withDefaults(options);
  }

  /** Announces and listens from now on. */
  start(): void {
    const { adapters, every, log, now, openInstance } = this.#options;
    const common = { adapters, every, log, now, open: openInstance };
    const onHeard = (service: HeardService): void => this.#hear(service);
    this.#mdns = new Mdns({ ...common, types: listenedTypes, onHeard }, this.#record());
    this.#stop = every(lookEveryMs, () => {
      this.#mdns?.announce(this.#record());
      this.#tellChanges();
    });
  }

  /** Looks again with everything opened anew: after sleep, or when somebody wants to. */
  refresh(): void {
    this.#mdns?.refresh();
  }

  /** Says goodbye to the network and ends what runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stop?.();
    await this.#scan?.catch(() => undefined);
    await this.#mdns?.close();
  }

  /** Called when candidates, adapters, a look through the network or the checklist changed. @returns how to stop that */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** PCs that may be added, by name. */
  candidates(): CandidateView[] {
    return this.#merged()
      .filter(({ isPc, keys }) => isPc && !this.#sightings.isHidden(keys) && ![...keys].some(this.#options.isKnown))
      .map(({ view }) => view)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  view(): DiscoveryView {
    const { adapters, now } = this.#options;
    const all = this.#mdns?.adapters ?? adapters();
    const candidates = this.candidates();
    const found = {
      adapters: all,
      problem: this.#mdns?.problem ?? null,
      heard: now() - this.#heardAt < heardLatelyMs,
      candidates,
      lockedOut: candidates.filter((candidate) => this.#isLockedOut(candidate)).map(({ name }) => name),
      platform: process.platform,
    };
    return {
      adapters: all.map(({ name, address, used, why }) => ({ name, address, used, why })),
      scanning: this.#scanning,
      checklist: checklist(found),
    };
  }

  /**
   * Adds a PC by its address or host name, whether or not it has SSH.
   * @throws ProblemError host_unreachable when nobody knows the name, or the address is none of a private network
   */
  async add(addressOrHostName: string, signal: AbortSignal = new AbortController().signal): Promise<CandidateView> {
    const { ask, names, now, ownAddresses } = this.#options;
    const text = addressOrHostName.trim();
    const address = await this.#addressOf(text);
    if (!isPrivate(address)) refuse('host_unreachable', `${address} is not an address of a private network.`);
    if (ownAddresses().includes(address)) refuse('host_unreachable', `${address} is this PC itself.`);
    const answer = await ask(address, handPatienceMs, signal);
    const name = isIP(text) === 0 ? text : await names.nameOf(address);
    const sighting = { source: byHand, address, ...whatAnswered(answer), hostName: name && withoutDomain(name) };
    this.#sightings.note({ ...sighting, isPc: true, heardAt: now() });
    const added = this.#merged().find(({ keys }) => keys.has(address));
    if (!added) throw new Error('what was added is not there');
    this.#sightings.unhide(added.keys);
    this.#tellChanges();
    return added.view;
  }

  /**
   * Asks each address of the office's own networks whether it has SSH: at most 1,022 of each network, private ones only. One look
   * at a time: a second call waits for the one that runs.
   * @param signal ends the wait, not the look, for which others may wait. @throws the signal's reason
   */
  scan(signal: AbortSignal): Promise<void> {
    this.#scan ??= this.#runScan(this.#closing.signal).finally(() => {
      this.#scan = null;
      this.#scanning = null;
      this.#changed.call();
    });
    return unlessAborted(this.#scan, signal);
  }

  /** Hides a candidate until it is heard anew. One that is gone is no error. */
  dismiss(id: string): void {
    const candidate = this.#merged().find(({ view }) => view.id === id);
    if (!candidate) return;
    this.#sightings.hide(candidate.keys);
    this.#tellChanges();
  }

  async #runScan(signal: AbortSignal): Promise<void> {
    const { adapters, ask, names, now } = this.#options;
    const addresses = subnetAddresses(adapters());
    const total = addresses.length;
    this.#scanning = { done: 0, total };
    this.#changed.call();
    const onFound = async (address: string, answer: SshAnswer): Promise<void> => {
      const name = await names.nameOf(address);
      const hostName = name && withoutDomain(name);
      this.#sightings.note({ source: byScan, address, ...whatAnswered(answer), hostName, isPc: true, heardAt: now() });
    };
    const onProgress = (done: number): void => void (this.#scanning = { done, total });
    await scanNetwork({ addresses, ask, onFound, onProgress }, signal);
  }

  #hear(service: HeardService): void {
    const { now, ownAddresses } = this.#options;
    if (ownAddresses().includes(service.address)) return;
    this.#heardAt = now();
    const sighting = sightingOf(service, now());
    if (!sighting) return;
    if (service.gone) this.#sightings.remove(sighting);
    else this.#sightings.note(sighting);
  }

  #merged(): MergedCandidate[] {
    return mergeSightings(this.#sightings.list(this.#options.now()));
  }

  async #addressOf(text: string): Promise<string> {
    if (isIP(text) !== 0) return plainAddress(text);
    // What announces itself by mDNS may be known to no name server.
    const name = nameKey(text.replace(/\.local\.?$/i, ''));
    const heard = this.#merged().find(({ keys }) => keys.has(name));
    if (heard) return heard.view.address;
    const [first] = await this.#options.names.addressesOf(text);
    return first ? plainAddress(first) : refuse('host_unreachable', `No PC is known by the name ${cleanText(text)}.`);
  }

  #isLockedOut({ sources, address }: CandidateView): boolean {
    const since = sources.includes(announcedType) ? this.#sightings.since(announcedType, address) : null;
    return since !== null && this.#options.now() - since > lockedOutMs;
  }

  #record(): MdnsRecord {
    const announcement = this.#options.announcement();
    return {
      name: `coordinator-${announcement.pin.slice(0, 16)}`,
      port: Number(announcement.agents ?? 0) || null,
      txt: writeAnnouncement(announcement),
    };
  }

  #tellChanges(): void {
    const candidates = this.candidates().map((one) => ({
      ...one,
      lastHeardAt: Math.floor(one.lastHeardAt / minuteMs),
    }));
    const shown = JSON.stringify([candidates, this.view()]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.call();
  }
}
