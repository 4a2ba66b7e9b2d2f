/**
 * Replicas that a plan has commanded and that no agent has reported yet. They hold their memory from the moment of the command: the
 * next plan would else give it to another, or command the same a second time under another id. What no plan wants any more holds
 * its memory, too, once it was said: the agent may take it still.
 *
 *   planned → said → taken → reported, and forgotten here
 *                  → planned, when it was not heard and is said again
 *                  → refused, and told once
 */
import type { PlannedReplica, SnapshotReplica } from '../../contract/plan.ts';
import type { CommandState } from '../deployer/deployer.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** An agent that has not reported a replica so long after it took the command does not have it; nor one that nobody could tell. */
const forgottenAfterMs = 15_000;

interface Command extends PlannedReplica {
  readonly state: CommandState;
  /** When it entered that state. */
  readonly at: number;
  /** By the newest plan. */
  readonly wanted: boolean;
}

export class Commanded {
  readonly #commands = new Map<string, Command>();

  get entries(): number {
    return this.#commands.size;
  }

  /** A plan is carried out: to be said before any of it is said to an agent. */
  note(replicas: readonly PlannedReplica[], machines: readonly MachineFacts[], now: number): void {
    const reported = reportedBy(machines);
    const wanted = new Set(replicas.map(({ spec }) => spec.replicaId));
    for (const [id, command] of this.#commands) {
      if (!wanted.has(id) && command.state === 'planned') this.#commands.delete(id);
      else this.#commands.set(id, { ...command, wanted: wanted.has(id) });
    }
    for (const replica of replicas) {
      const id = replica.spec.replicaId;
      if (reported.has(id) || this.#commands.has(id)) continue;
      this.#commands.set(id, { ...replica, state: 'planned', at: now, wanted: true });
    }
  }

  /** How far a command has come. */
  moved(replicaId: string, state: CommandState, now: number): void {
    const command = this.#commands.get(replicaId);
    if (!command) return;
    if (state === 'planned' && !command.wanted) this.#commands.delete(replicaId);
    else this.#commands.set(replicaId, { ...command, state, at: now });
  }

  /** Takes off the list what no agent has taken or will take, though its machine is there. @returns those that are wanted */
  notTaken(machines: readonly MachineFacts[], now: number): PlannedReplica[] {
    const reported = reportedBy(machines);
    const online = onlineOf(machines);
    const over = [...this.#commands].filter(
      ([id, command]) => !reported.has(id) && online.has(command.machineId) && isOver(command, now),
    );
    for (const [id] of over) this.#commands.delete(id);
    return over.flatMap(([, { machineId, spec, memory, reason, wanted }]) =>
      wanted ? [{ machineId, spec, memory, reason }] : [],
    );
  }

  /** Those that count as being loaded though no agent says so. Of a machine that is away none does. */
  unreported(machines: readonly MachineFacts[], now: number): SnapshotReplica[] {
    return this.#open(machines, now)
      .filter(({ wanted }) => wanted)
      .map(({ machineId, spec }) => ({ machineId, spec, bytes: spec.estimateBytes, loading: true }));
  }

  /** Those that no plan wants any more, and that their agents may take still. */
  unwanted(machines: readonly MachineFacts[], now: number): Omit<SnapshotReplica, 'loading'>[] {
    return this.#open(machines, now)
      .filter(({ wanted }) => !wanted)
      .map(({ machineId, spec }) => ({ machineId, spec, bytes: spec.estimateBytes }));
  }

  /** When the next one is forgotten; null: there is none. */
  nextChange(): number | null {
    const waiting = [...this.#commands.values()].filter(({ state }) => state !== 'said');
    return waiting.length > 0 ? Math.min(...waiting.map(({ at }) => at + forgottenAfterMs + 1)) : null;
  }

  #open(machines: readonly MachineFacts[], now: number): Command[] {
    const reported = reportedBy(machines);
    const online = onlineOf(machines);
    for (const [id, { machineId }] of this.#commands) {
      if (reported.has(id) || !online.has(machineId)) this.#commands.delete(id);
    }
    return [...this.#commands.values()].filter((command) => !isOver(command, now));
  }
}

/** A call ends by itself, and is told then. */
const isOver = ({ state, at }: Command, now: number): boolean =>
  state === 'refused' || (state !== 'said' && now - at > forgottenAfterMs);

const reportedBy = (machines: readonly MachineFacts[]): Set<string> =>
  new Set(machines.flatMap(({ replicas }) => replicas.map(({ spec }) => spec.replicaId)));

const onlineOf = (machines: readonly MachineFacts[]): Set<string> =>
  new Set(machines.filter(({ state }) => state === 'online').map(({ id }) => id));
