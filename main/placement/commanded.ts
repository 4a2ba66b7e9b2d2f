/**
 * Replicas that a plan has just commanded and that no agent has reported yet. They hold their memory from the moment of the
 * command: the next plan would else give it to another, or command the same a second time under another id.
 */
import type { PlannedReplica, SnapshotReplica } from '../../contract/plan.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';

/** An agent that has not reported a replica after this time has not taken the command. */
const forgottenAfterMs = 15_000;

interface Command extends PlannedReplica {
  readonly at: number;
}

export class Commanded {
  readonly #commands = new Map<string, Command>();

  /** The plan was handed to the agents. */
  note(replicas: readonly PlannedReplica[], machines: readonly MachineFacts[], now: number): void {
    const reported = reportedBy(machines);
    const wanted = new Set(replicas.map(({ spec }) => spec.replicaId));
    for (const id of this.#commands.keys()) if (!wanted.has(id)) this.#commands.delete(id);
    for (const replica of replicas) {
      const id = replica.spec.replicaId;
      if (!reported.has(id) && !this.#commands.has(id)) this.#commands.set(id, { ...replica, at: now });
    }
  }

  /** Takes off the list what no agent has taken in all the time, though its machine is there. */
  notTaken(machines: readonly MachineFacts[], now: number): PlannedReplica[] {
    const reported = reportedBy(machines);
    const online = onlineOf(machines);
    const late = [...this.#commands].filter(
      ([id, { at, machineId }]) => !reported.has(id) && online.has(machineId) && now - at > forgottenAfterMs,
    );
    for (const [id] of late) this.#commands.delete(id);
    return late.map(([, command]) => command);
  }

  /** Those that count as being loaded though no agent says so. Of a machine that is away none does. */
  unreported(machines: readonly MachineFacts[], now: number): SnapshotReplica[] {
    const reported = reportedBy(machines);
    const online = onlineOf(machines);
    for (const [id, { machineId }] of this.#commands) {
      if (reported.has(id) || !online.has(machineId)) this.#commands.delete(id);
    }
    const waiting = [...this.#commands.values()].filter(({ at }) => now - at <= forgottenAfterMs);
    return waiting.map(({ machineId, spec }) => ({
      machineId,
      spec,
      bytes: spec.estimateBytes,
      loading: true,
    }));
  }

  /** When the next one is forgotten; null: there is none. */
  nextChange(): number | null {
    const times = [...this.#commands.values()].map(({ at }) => at + forgottenAfterMs + 1);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

const reportedBy = (machines: readonly MachineFacts[]): Set<string> =>
  new Set(machines.flatMap(({ replicas }) => replicas.map(({ spec }) => spec.replicaId)));

const onlineOf = (machines: readonly MachineFacts[]): Set<string> =>
  new Set(machines.filter(({ state }) => state === 'online').map(({ id }) => id));
