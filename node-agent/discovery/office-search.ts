/** What the agent hears of coordinators in its network, and how it says that it looks for an office. All of it is a hint. */
import { type Adapter, chooseAdapters } from '../../common/adapters.ts';
import { isPrivate } from '../../common/address.ts';
import type { Log } from '../../common/log.ts';
import { Mdns } from '../../common/mdns.ts';
import { announcedType, readAnnouncement, writeAnnouncement } from '../../common/mdns-announcement.ts';
import { type OpenMdnsInstance, openMdnsInstance } from '../../common/mdns-instance.ts';
import type { HeardService } from '../../common/mdns-services.ts';
import { repeat } from '../../common/repeat.ts';

interface OfficeSearchOptions {
  readonly machineId: string;
  /** Of this PC: what an admin knows it by. */
  readonly hostName: string;
  readonly version: string;
  /** sha256 of this agent's certificate, hex. */
  readonly pin: string;
  readonly log: Log;
  readonly adapters?: () => Adapter[];
  readonly openInstance?: OpenMdnsInstance;
  readonly every?: typeof repeat;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface Coordinator {
  /** "192.168.10.12:8421" */
  readonly address: string;
  /** sha256 of the certificate that it says it has, hex. */
  readonly pin: string;
  /** The office's name. */
  readonly name: string;
}

/** The network is asked every minute, so this is some answers missed. */
const forgetMs = 5 * 60_000;
/** More than offices share a network: who floods it with names pushes out the oldest. */
const most = 64;

/** Listens from its making until it is closed. Says nothing of this agent until `announce(true)`. */
export class OfficeSearch {
  readonly #options: OfficeSearchOptions;
  readonly #now: () => number;
  readonly #mdns: Mdns;
  readonly #heard = new Map<string, { coordinator: Coordinator; heardAt: number }>();
  readonly #listeners = new Set<() => void>();

  constructor(options: OfficeSearchOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#mdns = new Mdns({
      types: [announcedType],
      onHeard: (service) => this.#hear(service),
      log: options.log,
      adapters: options.adapters ?? chooseAdapters,
      open: options.openInstance ?? openMdnsInstance,
      every: options.every ?? repeat,
      now: this.#now,
    });
  }

  /** Those that were heard lately, the last heard first. One with several addresses stands here with each. */
  coordinators(): Coordinator[] {
    const now = this.#now();
    for (const [key, { heardAt }] of this.#heard) if (now - heardAt > forgetMs) this.#heard.delete(key);
    return [...this.#heard.values()].map(({ coordinator }) => coordinator).toReversed();
  }

  /** Called when a coordinator is heard that was not, says another name, or says goodbye. @returns how to stop that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether this agent says that it has no office and wants to be asked. */
  announce(on: boolean): void {
    const { machineId, hostName, version, pin } = this.#options;
    const txt = writeAnnouncement({ role: 'agent', name: hostName, version, pin });
    this.#mdns.announce(on ? { name: `agent-${machineId}`, port: null, txt } : null);
  }

  /** Says goodbye and closes. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#mdns.close();
  }

  #hear(service: HeardService): void {
    const announcement = readAnnouncement(service);
    const { role, agents, pin, name } = announcement ?? {};
    if (role !== 'coordinator' || !agents || !pin || !name || !isPrivate(service.address)) return;
    const coordinator = { address: `${service.address}:${agents}`, pin, name };
    const key = `${coordinator.address} ${pin}`;
    const before = this.#heard.get(key);
    this.#heard.delete(key);
    if (!service.gone) this.#heard.set(key, { coordinator, heardAt: this.#now() });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > most && oldest !== undefined) this.#heard.delete(oldest);
    if (service.gone ? before !== undefined : before?.coordinator.name !== name) {
      for (const listener of this.#listeners) listener();
    }
  }
}
