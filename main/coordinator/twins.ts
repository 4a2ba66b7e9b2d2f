/**
 * Twins: two PCs with the very same key, as a cloned disk makes them. Both dial in; the first one serves, and a person is told of
 * both.
 */
import type { Log } from '../../common/log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { AgentLink } from '../link/agent-link.ts';

/** A tunnel that answers no PING within this time is dead, and its machine has come back. */
const answersWithinMs = 2_000;
/** A twin dials every 10 s or so: one that was not seen for this long is gone. */
const forgottenAfterMs = 60_000;

export class Twins {
  readonly #inventory: Inventory;
  readonly #log: Log;
  readonly #seen = new Map<string, NodeJS.Timeout>();

  constructor(inventory: Inventory, log: Log) {
    this.#inventory = inventory;
    this.#log = log;
  }

  /**
   * Whether both tunnels have a living agent at their other end. One agent never holds two: it closes the old one before it
   * dials again, so a tunnel that was left behind by a switch-off or a new address does not answer.
   */
  async isTwin(older: AgentLink, newer: AgentLink): Promise<boolean> {
    if (!(await older.answers(answersWithinMs))) return false;
    const hello = await newer.hello(AbortSignal.timeout(answersWithinMs)).catch(() => null);
    // Asked again: while the newer one said who it is, the older one may have ended.
    if (!hello || !(await older.answers(answersWithinMs))) return false;
    this.#tell(older, newer, hello.whole?.hardware.hostName ?? 'a PC');
    return true;
  }

  close(): void {
    for (const timer of this.#seen.values()) clearTimeout(timer);
  }

  #tell({ machineId, address }: AgentLink, newer: AgentLink, newName: string): void {
    const oldName = this.#inventory.machine(machineId)?.hardware?.hostName ?? 'a PC';
    const notice = {
      reason: `Two PCs have the same key: ${oldName} at ${address}, and ${newName} at ${newer.address}. One disk was probably cloned.`,
      effect: `${oldName} at ${address} goes on; the other one is refused.`,
      action: `On ${newName} run: agent leave. Then add it again.`,
    };
    this.#log.warn({ machineId, first: address, second: newer.address }, 'two PCs have the same key');
    this.#inventory.notice(machineId, 'twin', notice);
    clearTimeout(this.#seen.get(machineId));
    const forget = (): void => this.#inventory.notice(machineId, 'twin', null);
    this.#seen.set(machineId, setTimeout(forget, forgottenAfterMs).unref());
  }
}
