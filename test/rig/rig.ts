/**
 * The rig: an office inside this machine. PCs are network namespaces on a bridge; some are booted with systemd. Needs root. Each
 * rig has names of its own, so that several stand side by side, and takes everything down again, also what killed runs left behind.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { BootedPc } from './booted-pc.ts';
import { unmountBelow } from './disk.ts';
import { ownRun, removeLeftovers, rigsFolder } from './leftovers.ts';
import { Namespace } from './namespace.ts';
import { Pc, type PcOptions } from './pc.ts';
import { Switch } from './switch.ts';

let made = 0;

export class Rig {
  readonly prefix: string;
  readonly #office: Switch;
  readonly #pcs = new Map<string, Pc>();
  readonly #booted: BootedPc[] = [];

  private constructor(prefix: string, office: Switch) {
    this.prefix = prefix;
    this.#office = office;
  }

  /** An office with its switch and nothing else. @param prefix of all its names; by default one that belongs to this process */
  static async make(prefix?: string): Promise<Rig> {
    if (process.getuid?.() !== 0) throw new Error('The rig makes network namespaces and needs root.');
    await removeLeftovers();
    made += 1;
    const own = prefix ?? `${ownRun()}-${made}`;
    return new Rig(own, await Switch.make(`${own}-switch`));
  }

  /** One that another process made and left standing. */
  static async reopen(prefix: string): Promise<Rig> {
    const rig = new Rig(prefix, Switch.named(`${prefix}-switch`));
    for (const full of await Namespace.list()) {
      const name = full.startsWith(`${prefix}-`) ? full.slice(prefix.length + 1) : 'switch';
      if (name !== 'switch') rig.#take(name, Namespace.named(full), addressOf(name));
    }
    return rig;
  }

  /** The coordinator’s PC: 10.77.0.2. */
  addCoordinator(options: PcOptions = {}): Promise<Pc> {
    return this.#add('coordinator', options);
  }

  /** "pc1" is 10.77.0.11, "pc2" is 10.77.0.12, and so on. */
  addPc(number: number, options: PcOptions = {}): Promise<Pc> {
    return this.#add(`pc${number}`, options);
  }

  get pcs(): readonly Pc[] {
    return [...this.#pcs.values()];
  }

  /** A folder of this rig’s own, removed with it. */
  get folder(): string {
    return path.join(rigsFolder, this.prefix);
  }

  /** Puts a disk into a PC, with a Linux that has no Node and does not see the checkout. It is off until `boot`. */
  async install(pc: Pc): Promise<BootedPc> {
    const booted = await BootedPc.install(pc, path.join(this.folder, pc.name));
    this.#booted.push(booted);
    return booted;
  }

  /** Takes everything down: processes, mounts, namespaces, folders. */
  async close(): Promise<void> {
    await Promise.all(this.pcs.map((pc) => pc.powerCut()));
    for (const booted of this.#booted) await booted.remove();
    for (const pc of this.pcs) await pc.namespace.remove();
    await this.#office.remove();
    await unmountBelow(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  async #add(name: string, options: PcOptions): Promise<Pc> {
    const pc = this.#take(name, await Namespace.make(`${this.prefix}-${name}`), addressOf(name));
    await pc.plugIn(options);
    return pc;
  }

  #take(name: string, namespace: Namespace, address: string): Pc {
    const pc = new Pc({ name, namespace, office: this.#office, address });
    this.#pcs.set(name, pc);
    return pc;
  }
}

const addressOf = (name: string): string =>
  `10.77.0.${name === 'coordinator' ? 2 : 10 + Number(name.slice('pc'.length))}`;
