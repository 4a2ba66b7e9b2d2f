/** The switch of the office: a namespace with a bridge for each network, into which cables are plugged. */
import { Namespace } from './namespace.ts';

/** office: where the coordinator is. second: another one, that a PC may have a second adapter in. vpn: leads nowhere. */
export type Network = 'office' | 'second' | 'vpn';

export class Switch {
  readonly #namespace: Namespace;

  private constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  static async make(name: string): Promise<Switch> {
    const namespace = await Namespace.make(name);
    for (const network of ['office', 'second', 'vpn']) {
      // Without snooping, a multicast reaches every port, as through a plain office switch.
      await namespace.ip('link', 'add', network, 'type', 'bridge', 'mcast_snooping', '0', 'forward_delay', '0');
      await namespace.ip('link', 'set', network, 'up');
    }
    return new Switch(namespace);
  }

  static named(name: string): Switch {
    return new Switch(Namespace.named(name));
  }

  /** Plugs a new cable between a PC’s adapter and the switch’s port of that name. */
  async plug(pc: Namespace, adapter: string, port: string, network: Network): Promise<void> {
    await pc.ip('link', 'add', adapter, 'type', 'veth', 'peer', 'name', port, 'netns', this.#namespace.name);
    await this.#namespace.ip('link', 'set', port, 'master', network, 'up');
    await pc.ip('link', 'set', adapter, 'up');
  }

  /** Pulls the cable of a port, or puts it back: the PC’s adapter notices. */
  async setCable(port: string, plugged: boolean): Promise<void> {
    await this.#namespace.ip('link', 'set', port, plugged ? 'up' : 'down');
  }

  /** Lets no more than this through to the PC at the port; null: as much as comes. */
  async limitRate(port: string, megabitsPerSecond: number | null): Promise<void> {
    const what = ['qdisc', megabitsPerSecond === null ? 'del' : 'replace', 'dev', port, 'root'];
    const rate =
      megabitsPerSecond === null ? [] : ['tbf', 'rate', `${megabitsPerSecond}mbit`, 'burst', '64kb', 'latency', '50ms'];
    await this.#namespace.system('tc', ...what, ...rate);
  }

  remove(): Promise<void> {
    return this.#namespace.remove();
  }
}
