/** The tunnels that are open now. Each one fills the inventory with what its agent says, until it breaks. */
import { agentProtocol } from '../../contract/agent-api.ts';
import type { Log } from '../../common/log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { AgentLink } from '../link/agent-link.ts';

export class Tunnels {
  readonly #inventory: Inventory;
  readonly #log: Log;
  readonly #links = new Map<string, AgentLink>();

  constructor(inventory: Inventory, log: Log) {
    this.#inventory = inventory;
    this.#log = log;
  }

  /** The tunnel to a machine, or undefined while there is none. */
  to(machineId: string): AgentLink | undefined {
    return this.#links.get(machineId);
  }

  /** Takes a tunnel that an agent has just opened. A newer one of the same machine replaces the older. */
  async take(link: AgentLink): Promise<void> {
    const { machineId } = link;
    this.#links.get(machineId)?.close();
    this.#links.set(machineId, link);
    const open = new AbortController();
    void link.closed.then(() => open.abort());
    try {
      const hello = await link.hello(open.signal);
      if (hello.protocol !== agentProtocol) {
        this.#log.warn({ machineId, theirs: hello.protocol, ours: agentProtocol }, 'the agent speaks another version');
        return;
      }
      this.#log.info(
        { machineId, agent: hello.agentVersion, replicas: hello.replicas.length },
        'a machine is connected',
      );
      this.#inventory.connected(machineId, hello);
      const onUnreadable = (error: unknown): void =>
        this.#log.warn({ err: error, machineId }, 'a report is unreadable');
      for await (const report of link.reports(open.signal, onUnreadable)) this.#inventory.reported(machineId, report);
    } catch (error) {
      if (!open.signal.aborted) this.#log.warn({ err: error, machineId }, 'a tunnel broke');
    } finally {
      link.close();
      this.#forget(link);
    }
  }

  #forget(link: AgentLink): void {
    if (this.#links.get(link.machineId) !== link) return;
    this.#links.delete(link.machineId);
    this.#inventory.lost(link.machineId);
    this.#log.warn({ machineId: link.machineId }, 'a machine is lost');
  }
}
