/** Says the differences to the agents, those of each model and machine one after another; what fails is said again by a later plan. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { Plan } from '../../contract/plan.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { Log } from '../../common/log.ts';
import { Listeners } from '../base/listeners.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { LinkTo } from '../link/link-to.ts';
import { differences, type Command } from './differences.ts';

/**
 * How far a command has come. planned: it is to be said, or said again. said: its agent has not answered yet. taken, refused: it has,
 * or will not any more.
 */
export type CommandState = 'planned' | 'said' | 'taken' | 'refused';

/** Not the replica's fault: its machine is gone or about to be, or a newer plan was heard first. It is said again. */
const unheard: readonly ErrorCode[] = ['machine_lost', 'shutting_down', 'stale_command'];

export class Deployer {
  readonly #inventory: Inventory;
  readonly #linkTo: LinkTo;
  readonly #log: Log;
  /** What is still to be said, by machine and model: always of the newest plan. */
  readonly #next = new Map<string, readonly Command[]>();
  /** What is being said, by machine and model. */
  readonly #saying = new Map<string, Command>();
  readonly #moved = new Listeners<[command: Command, state: CommandState]>();
  /** Replicas that were wanted here, and machines that hold others: an agent can make up as many as it likes. */
  readonly #known = new Set<string>();
  /** So many are looked through for those that are over. */
  #forgetFrom = 64;
  #plan: Plan | null = null;
  /** Counts the plans: an agent takes no command of an older one after one of a newer. */
  #generation = 0;

  constructor(inventory: Inventory, linkTo: LinkTo, log: Log) {
    this.#inventory = inventory;
    this.#linkTo = linkTo;
    this.#log = log;
  }

  /** What it holds in memory beside the plan, in entries: bounded by the office, not by time. */
  get entries(): number {
    return this.#next.size + this.#saying.size + this.#known.size;
  }

  /** Called whenever a command comes further. */
  onMove(listener: (command: Command, state: CommandState) => void): () => void {
    return this.#moved.add(listener);
  }

  /** Starts what the plan wants; reports of the agents tell how it went. */
  carryOut(plan: Plan): void {
    if (plan !== this.#plan) this.#generation += 1;
    this.#plan = plan;
    const machines = this.#inventory.machines();
    const observed = machines.flatMap(({ id, state, replicas }) =>
      state === 'online' ? [{ machineId: id, replicas }] : [],
    );
    this.#forget(plan, machines);
    const commands = differences(plan, observed).filter(
      (command) => !isSame(command, this.#saying.get(lineOf(command))),
    );
    this.#next.clear();
    for (const [name, own] of Map.groupBy(commands, lineOf)) this.#next.set(name, own);
    for (const name of this.#next.keys()) if (!this.#saying.has(name)) void this.#speak(name);
  }

  /** Until nothing is left to say there. A newer plan in the middle of it takes the place of what was not said yet. */
  async #speak(name: string): Promise<void> {
    for (;;) {
      const [command, ...rest] = this.#next.get(name) ?? [];
      if (!command) break;
      this.#next.set(name, rest);
      this.#saying.set(name, command);
      await this.#say(command, this.#generation);
    }
    this.#next.delete(name);
    this.#saying.delete(name);
  }

  async #say(command: Command, generation: number): Promise<void> {
    const { machineId, kind } = command;
    const replicaId = idOf(command);
    const link = this.#linkTo(machineId);
    if (!link) return;
    const name = nameOf(machineId, replicaId);
    const isNews = kind === 'put' || this.#known.has(name) || !this.#known.has(machineId);
    this.#known.add(kind === 'put' || this.#known.has(name) ? name : machineId);
    if (isNews)
      this.#log.info({ machineId, replicaId }, kind === 'put' ? 'a replica is wanted' : 'a replica is dropped');
    this.#moved.call(command, 'said');
    try {
      await (kind === 'put'
        ? link.putReplica(command.spec, { generation })
        : link.dropReplica(replicaId, { generation }));
      this.#moved.call(command, 'taken');
    } catch (error) {
      if (isNews) this.#log.warn({ err: error, machineId, replicaId }, `the agent did not take: ${kind}`);
      const isUnheard = error instanceof ProblemError && unheard.includes(error.problem.code);
      this.#moved.call(command, isUnheard ? 'planned' : 'refused');
    }
  }

  /** Of replicas that are neither wanted nor there nothing need be known. */
  #forget({ replicas }: Plan, machines: readonly MachineFacts[]): void {
    if (this.#known.size < this.#forgetFrom) return;
    const known = new Set(machines.map(({ id }) => id));
    for (const { machineId, spec } of replicas) known.add(nameOf(machineId, spec.replicaId));
    for (const { id, replicas: here, before } of machines) {
      for (const { spec } of [...here, ...before]) known.add(nameOf(id, spec.replicaId));
    }
    for (const name of this.#known) if (!known.has(name)) this.#known.delete(name);
    this.#forgetFrom = 2 * this.#known.size + 64;
  }
}

const nameOf = (machineId: string, replicaId: string): string => `${machineId} ${replicaId}`;
const idOf = (command: Command): string => (command.kind === 'put' ? command.spec.replicaId : command.replicaId);
const isSame = (a: Command, b: Command | undefined): boolean => a.kind === b?.kind && idOf(a) === idOf(b);

/** Commands of one line wait for each other. */
const lineOf = (command: Command): string =>
  `${command.machineId} ${command.kind === 'put' ? command.spec.deploymentId : command.deploymentId}`;
