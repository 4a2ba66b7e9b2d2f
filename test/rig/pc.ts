/** One PC of the rig: its namespace, its cables, and programs that run on it under its own host name. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Namespace } from './namespace.ts';
import type { Network, Switch } from './switch.ts';
import { systemOrNothing } from './system.ts';

export interface PcOptions {
  /** Another adapter, in a network of its own that comes first by name: programs that take the first one take the wrong one. */
  readonly second?: boolean;
  /** An adapter "tun0" as VPNs make them, which owns the default route. */
  readonly vpn?: boolean;
}

interface PcParts {
  readonly name: string;
  readonly namespace: Namespace;
  readonly office: Switch;
  /** In the office’s network. */
  readonly address: string;
}

const adapters: Readonly<Record<Network, string>> = { office: 'eth0', second: 'en0', vpn: 'tun0' };

export class Pc {
  readonly name: string;
  readonly namespace: Namespace;
  readonly #office: Switch;
  #address: string;

  /** One whose cables are plugged already. */
  constructor({ name, namespace, office, address }: PcParts) {
    this.name = name;
    this.namespace = namespace;
    this.#office = office;
    this.#address = address;
  }

  /** Its address in the office’s network. */
  get address(): string {
    return this.#address;
  }

  /** Plugs its cables and gives it its addresses: N.N.N.11 in the office’s network is .11 in the others, too. */
  async plugIn({ second = false, vpn = false }: PcOptions): Promise<void> {
    const last = this.#address.split('.').at(-1);
    if (second) await this.#plug('second', `10.78.0.${last}`);
    await this.#plug('office', this.#address);
    if (vpn) await this.#plug('vpn', `10.8.0.${last}`);
    await this.#setDefaultRoute(vpn ? 'vpn' : 'office');
  }

  /** Another address in the office’s network, as a router may give it after a while. */
  async changeAddress(address: string): Promise<void> {
    await this.namespace.ip('address', 'flush', 'dev', adapters.office);
    await this.namespace.ip('address', 'add', `${address}/24`, 'brd', '+', 'dev', adapters.office);
    await systemOrNothing('ip', '-n', this.namespace.name, 'route', 'add', 'default', 'dev', adapters.office);
    this.#address = address;
  }

  async pullCable(): Promise<void> {
    await this.#office.setCable(this.#port('office'), false);
  }

  async plugCable(): Promise<void> {
    await this.#office.setCable(this.#port('office'), true);
  }

  /** Everything that runs on it ends in one moment. */
  powerCut(): Promise<void> {
    return this.namespace.kill();
  }

  /** @param megabitsPerSecond of what comes to it; null: as much as comes */
  async limitRate(megabitsPerSecond: number | null): Promise<void> {
    await this.#office.limitRate(this.#port('office'), megabitsPerSecond);
  }

  /** Loses this many of a hundred packets that come to it; with 100 it is a black hole that no one notices. */
  async losePackets(percent: number): Promise<void> {
    await systemOrNothing('ip', 'netns', 'exec', this.namespace.name, 'nft', 'delete', 'table', 'inet', 'rig');
    if (percent === 0) return;
    // nft counts from 0 to 99 and knows no chance that is none.
    const chance = percent < 100 ? ` numgen random mod 100 < ${percent}` : '';
    const rules = [
      'add table inet rig',
      'add chain inet rig input { type filter hook input priority 0; }',
      `add rule inet rig input iifname != lo${chance} drop`,
    ];
    for (const rule of rules) await this.namespace.system('nft', rule);
  }

  /** A program on it, which sees the PC’s adapters and its host name and this machine’s files. Ends with the rig at the latest. */
  run(
    program: string,
    args: readonly string[] = [],
    env: NodeJS.ProcessEnv = process.env,
  ): ChildProcessWithoutNullStreams {
    return spawn('ip', onPc(this.name, this.namespace, [program, ...args]), { env });
  }

  async #plug(network: Network, address: string): Promise<void> {
    const adapter = adapters[network];
    await this.#office.plug(this.namespace, adapter, this.#port(network), network);
    await this.namespace.ip('address', 'add', `${address}/24`, 'brd', '+', 'dev', adapter);
  }

  /** Without one, Linux sends no multicast. */
  async #setDefaultRoute(network: Network): Promise<void> {
    await this.namespace.ip('route', 'add', 'default', 'dev', adapters[network]);
  }

  #port(network: Network): string {
    // A port's name has 15 letters at most.
    return network === 'office' ? this.name : `${this.name}-${network[0]}`;
  }
}

/** What `ip` is called with to run a command on a PC, in the very process that `ip` was. */
export const onPc = (name: string, namespace: Namespace, command: readonly string[]): string[] => {
  const named = ['unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', name, ...command];
  return ['netns', 'exec', namespace.name, ...named];
};
