/** Says the differences to the agents. One command at a time for each replica; what fails is said again by the next plan. */
import type { Plan } from '../../contract/plan.ts';
import type { Log } from '../../common/log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { LinkTo } from '../link/link-to.ts';
import { differences, type Command } from './differences.ts';

export class Deployer {
  readonly #inventory: Inventory;
  readonly #linkTo: LinkTo;
  readonly #log: Log;
  readonly #underway = new Set<string>();
  /** Replicas that were wanted here, and machines that hold others: an agent can make up as many as it likes. */
  readonly #known = new Set<string>();

  constructor(inventory: Inventory, linkTo: LinkTo, log: Log) {
    this.#inventory = inventory;
    this.#linkTo = linkTo;
    this.#log = log;
  }

  /** Starts what the plan wants; reports of the agents tell how it went. */
  carryOut(plan: Plan): void {
    const observed = this.#inventory
      .machines()
      .filter((machine) => machine.state === 'online')
      .map((machine) => ({ machineId: machine.id, replicas: machine.replicas }));
    for (const command of differences(plan, observed)) void this.#say(command);
  }

  async #say(command: Command): Promise<void> {
    const { machineId, kind } = command;
    const replicaId = kind === 'put' ? command.spec.replicaId : command.replicaId;
    const name = `${machineId} ${replicaId}`;
    const link = this.#linkTo(machineId);
    if (!link || this.#underway.has(name)) return;
    this.#underway.add(name);
    const isNews = kind === 'put' || this.#known.has(name) || !this.#known.has(machineId);
    this.#known.add(kind === 'put' || this.#known.has(name) ? name : machineId);
    try {
      if (isNews) {
        this.#log.info({ machineId, replicaId }, kind === 'put' ? 'a replica is wanted' : 'a replica is dropped');
      }
      await (kind === 'put' ? link.putReplica(command.spec) : link.dropReplica(replicaId));
    } catch (error) {
      if (isNews) this.#log.warn({ err: error, machineId, replicaId }, `the agent did not take: ${kind}`);
    } finally {
      this.#underway.delete(name);
    }
  }
}
