/**
 * mDNS on every adapter that leads to the office. What is heard is a hint and never says that something lives. Everything is opened
 * anew when the adapters change, after sleep, and every few minutes, because a socket does not tell that it went deaf.
 */
import { type Adapter, chooseAdapters } from './adapters.ts';
import type { Log } from './log.ts';
import { type MdnsInstance, type MdnsRecord, type OpenMdnsInstance, openMdnsInstance } from './mdns-instance.ts';
import type { HeardService } from './mdns-services.ts';
import { repeat } from './repeat.ts';

export interface MdnsOptions {
  /** Service types to listen for: "_ssh._tcp". */
  readonly types: readonly string[];
  readonly onHeard: (service: HeardService) => void;
  /** The adapters changed, or one of them can or cannot be used any more. */
  readonly onChange?: () => void;
  readonly log: Log;
  readonly adapters?: () => Adapter[];
  readonly open?: OpenMdnsInstance;
  /** Calls again and again; @returns how to stop it. */
  readonly every?: typeof repeat;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const tickMs = 2_000;
/** Ticks after which everything is opened anew: 3 minutes. */
const anewTicks = 90;
/** The network is asked at these ticks after opening, since datagrams get lost, and then once a minute. */
const askTicks = [0, 1, 2];
const askAgainTicks = 30;
/** A pause between two ticks that only a sleeping PC makes. */
const sleptMs = 20_000;

export class Mdns {
  readonly #options: Required<Omit<MdnsOptions, 'types'>>;
  readonly #types: ReadonlySet<string>;
  readonly #closing = new Set<Promise<void>>();
  readonly #stop: () => void;
  #announced: MdnsRecord | null;
  #adapters: Adapter[] = [];
  #instances: MdnsInstance[] = [];
  #problem: string | null = null;
  /** The problem that stands in the log: once, not every few minutes. */
  #logged: string | null = null;
  #ticks = 0;
  #lastTickAt: number;
  #closed = false;

  /** Opens at once. @param announced what this program announces, until `announce` says otherwise */
  constructor(options: MdnsOptions, announced: MdnsRecord | null = null) {
    this.#options = {
      onChange: () => undefined,
      adapters: chooseAdapters,
      open: openMdnsInstance,
      every: repeat,
      now: Date.now,
      ...options,
    };
    this.#types = new Set(options.types);
    this.#announced = announced;
    this.#lastTickAt = this.#options.now();
    this.#stop = this.#options.every(tickMs, () => this.#tick());
    this.#open();
  }

  /** All of this PC's addresses, each with why it is used or not. */
  get adapters(): readonly Adapter[] {
    return this.#adapters;
  }

  /** Why some adapter does not work, in the system's words; null when all do. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Announces this from now on, in place of what was announced; null: nothing. */
  announce(announced: MdnsRecord | null): void {
    if (this.#closed || JSON.stringify(announced) === JSON.stringify(this.#announced)) return;
    this.#announced = announced;
    this.#drop(announced === null);
    this.#open();
  }

  /** Opens everything anew: the PC woke up, or somebody wants to look again. */
  refresh(): void {
    if (this.#closed) return;
    // The others are told nothing: they take the new announcement in place of the old one.
    this.#drop(false);
    this.#open();
  }

  /** Says goodbye and closes. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    this.#drop(true);
    await Promise.all(this.#closing);
  }

  #tick(): void {
    const { now, adapters } = this.#options;
    const slept = now() - this.#lastTickAt > sleptMs;
    this.#lastTickAt = now();
    this.#ticks += 1;
    if (slept || this.#ticks >= anewTicks || usedKey(adapters()) !== usedKey(this.#adapters)) return this.refresh();
    if (askTicks.includes(this.#ticks) || this.#ticks % askAgainTicks === 0) this.#ask();
  }

  #open(): void {
    const { adapters, open, onHeard, onChange, log } = this.#options;
    const before = JSON.stringify(this.#adapters);
    this.#adapters = adapters();
    this.#problem = null;
    this.#ticks = 0;
    for (const { name, address } of this.#adapters.filter(({ used }) => used)) {
      const onProblem = (error: Error): void => {
        if (this.#logged !== error.message)
          log.warn({ err: error, adapter: name, address }, 'mDNS does not work on an adapter');
        this.#logged = error.message;
        this.#problem = error.message;
        onChange();
      };
      try {
        this.#instances.push(open({ address, announced: this.#announced, types: this.#types, onHeard, onProblem }));
      } catch (error) {
        onProblem(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.#ask();
    if (before !== JSON.stringify(this.#adapters)) onChange();
  }

  #ask(): void {
    for (const instance of this.#instances) instance.ask();
  }

  #drop(goodbye: boolean): void {
    for (const instance of this.#instances) {
      const closed = instance.close(goodbye).catch((error: unknown) => {
        this.#options.log.debug({ err: error }, 'an mDNS socket did not close');
      });
      this.#closing.add(closed);
      void closed.then(() => this.#closing.delete(closed));
    }
    this.#instances = [];
  }
}

const usedKey = (adapters: readonly Adapter[]): string =>
  JSON.stringify(adapters.filter(({ used }) => used).map(({ name, address, netmask }) => [name, address, netmask]));
