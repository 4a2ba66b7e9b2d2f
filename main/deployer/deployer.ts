/** Says the differences to the agents, those of each model and machine one after another; what fails is said again by a later plan. */
import type { Plan } from '../../contract/plan.ts';
import type { Log } from '../../common/log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { LinkTo } from '../link/link-to.ts';
import { differences, type Command } from './differences.ts';

export class Deployer {
  readonly #inventory: Inventory;
  readonly #linkTo: LinkTo;
  readonly #log: Log;
  /** What is still to be said, by machine and model: always of the newest plan. */
  readonly #next = new Map<string, readonly Command[]>();
  readonly #speaking = new Set<string>();
  /** Replicas that were wanted here, and machines that hold others: an agent can make up as many as it likes. */
  readonly #known = new Set<string>();
  #plan: Plan | null = null;
  /** Counts the plans: an agent takes no command of an older one after one of a newer. */
  #generation = 0;

  constructor(inventory: Inventory, linkTo: LinkTo, log: Log) {
    this.#inventory = inventory;
    this.#linkTo = linkTo;
    this.#log = log;
  }

  /** Starts what the plan wants; reports of the agents tell how it went. */
  carryOut(plan: Plan): void {
    if (plan !== this.#plan) this.#generation += 1;
    this.#plan = plan;
    const observed = this.#inventory
      .machines()
      .filter((machine) => machine.state === 'online')
      .map((machine) => ({ machineId: machine.id, replicas: machine.replicas }));
    this.#next.clear();
    for (const [name, commands] of Map.groupBy(differences(plan, observed), lineOf)) this.#next.set(name, commands);
    for (const name of this.#next.keys()) if (!this.#speaking.has(name)) void this.#speak(name);
  }

  /** Until nothing is left to say there. A newer plan in the middle of it takes the place of what was not said yet. */
  async #speak(name: string): Promise<void> {
    this.#speaking.add(name);
    for (;;) {
      const [command, ...rest] = this.#next.get(name) ?? [];
      if (!command) break;
      this.#next.set(name, rest);
      await this.#say(command, this.#generation);
    }
    this.#next.delete(name);
    this.#speaking.delete(name);
  }

  async #say(command: Command, generation: number): Promise<void> {
    const { machineId, kind } = command;
    const replicaId = kind === 'put' ? command.spec.replicaId : command.replicaId;
    const link = this.#linkTo(machineId);
    if (!link) return;
    const name = `${machineId} ${replicaId}`;
    const isNews = kind === 'put' || this.#known.has(name) || !this.#known.has(machineId);
    this.#known.add(kind === 'put' || this.#known.has(name) ? name : machineId);
    try {
      if (isNews) {
        this.#log.info({ machineId, replicaId }, kind === 'put' ? 'a replica is wanted' : 'a replica is dropped');
      }
      await (kind === 'put'
        ? link.putReplica(command.spec, { generation })
        : link.dropReplica(replicaId, { generation }));
    } catch (error) {
      if (isNews) this.#log.warn({ err: error, machineId, replicaId }, `the agent did not take: ${kind}`);
    }
  }
}

/** Commands of one line wait for each other. */
const lineOf = (command: Command): string =>
  `${command.machineId} ${command.kind === 'put' ? command.spec.deploymentId : command.deploymentId}`;
