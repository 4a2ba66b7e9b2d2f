/** Says the differences to the agents. One command at a time for each replica; what fails is said again by the next plan. */
import type { Plan } from '../../contract/plan.ts';
import type { Log } from '../../common/log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { AgentLink } from '../link/agent-link.ts';
import { differences, type Command } from './differences.ts';

export class Deployer {
  readonly #inventory: Inventory;
  readonly #linkTo: (machineId: string) => AgentLink | undefined;
  readonly #log: Log;
  readonly #underway = new Set<string>();

  constructor(inventory: Inventory, linkTo: (machineId: string) => AgentLink | undefined, log: Log) {
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
    try {
      this.#log.info({ machineId, replicaId }, kind === 'put' ? 'a replica is wanted' : 'a replica is dropped');
      await (kind === 'put' ? link.putReplica(command.spec) : link.dropReplica(replicaId));
    } catch (error) {
      this.#log.warn({ err: error, machineId, replicaId }, `the agent did not take: ${kind}`);
    } finally {
      this.#underway.delete(name);
    }
  }
}
