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
    const reported = new Set(machines.flatMap((machine) => machine.replicas.map(({ spec }) => spec.replicaId)));
    const wanted = new Set(replicas.map(({ spec }) => spec.replicaId));
    for (const id of this.#commands.keys()) if (!wanted.has(id)) this.#commands.delete(id);
    for (const replica of replicas) {
      const id = replica.spec.replicaId;
      if (!reported.has(id) && !this.#commands.has(id)) this.#commands.set(id, { ...replica, at: now });
    }
  }

  /** Those that count as being loaded though no agent says so. Of a machine that is away none does. */
  unreported(machines: readonly MachineFacts[], now: number): SnapshotReplica[] {
    const reported = new Set(machines.flatMap((machine) => machine.replicas.map(({ spec }) => spec.replicaId)));
    const online = new Set(machines.filter(({ state }) => state === 'online').map(({ id }) => id));
    for (const [id, { at, machineId }] of this.#commands) {
      if (reported.has(id) || !online.has(machineId) || now - at > forgottenAfterMs) this.#commands.delete(id);
    }
    return [...this.#commands.values()].map(({ machineId, spec }) => ({
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
