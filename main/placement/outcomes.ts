/** What became of the plan's replicas: where they failed and were refused, where they served, and what is not tried there for a while. */
import type { PlannedReplica, SetAside } from '../../contract/plan.ts';
import type { ReplicaReport, ReplicaSpec } from '../../contract/replica.ts';
import type { Log } from '../../common/log.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import { earliest } from './earliest.ts';
import { ReachedRoom } from './reached-room.ts';
import { Setbacks, type Place } from './setbacks.ts';

/** After so many failures for want of memory in a row the card is believed to have less than it seems. */
const triesForMemory = 3;

export class Outcomes {
  readonly #log: Log;
  readonly #setbacks = new Setbacks();
  readonly #reached = new ReachedRoom();
  /** Failures that are reported still and were counted. */
  #counted = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  get entries(): number {
    return this.#setbacks.entries + this.#reached.entries + this.#counted.size;
  }

  /** @param planned what the plan wants: of anything else an agent could report failures without end */
  see(machines: readonly MachineFacts[], planned: readonly PlannedReplica[], now: number): void {
    const wanted = new Map(planned.map((one) => [`${one.machineId} ${one.spec.replicaId}`, one.spec]));
    const reports = machines.flatMap((machine) => machine.replicas.map((report) => ({ machine, report })));
    const failures = reports.flatMap(({ machine, report }) => {
      const name = `${machine.id} ${report.spec.replicaId}`;
      const spec = report.state === 'failed' ? wanted.get(name) : undefined;
      return spec ? [{ id: `${name} ${report.since}`, machine, report, spec }] : [];
    });
    for (const { id, machine, report, spec } of failures) {
      if (!this.#counted.has(id)) this.#failed(machine, report, spec, now);
    }
    this.#counted = new Set(failures.map(({ id }) => id));
    for (const { machine, report } of reports) {
      if (report.state === 'ready') this.#setbacks.served(placeOf(machine.id, report.spec), report.since, now);
    }
  }

  /** An agent did not take the command: a failure like any other. */
  notTaken({ machineId, spec }: PlannedReplica, now: number): void {
    this.#log.warn({ machineId, replicaId: spec.replicaId }, 'an agent did not take a replica');
    const failure = { code: 'engine_unavailable', reason: 'its agent did not take the replica' } as const;
    this.#setbacks.failed(placeOf(machineId, spec), failure, now);
  }

  /** The places that are not tried now. */
  setAside(now: number): SetAside[] {
    return this.#setbacks.setAside(now);
  }

  /** Bytes that models could really get of a machine's GPUs, by GPU id. */
  reachedOn(machineId: string, now: number): ReadonlyMap<string, number> {
    return this.#reached.of(machineId, now);
  }

  /** Deployments that are worth waiting for: their engine crashed, and is tried again in a moment. */
  awaited(now: number): Set<string> {
    return this.#setbacks.awaited(now);
  }

  nextChange(now: number): number | null {
    return earliest(this.#setbacks.nextChange(now), this.#reached.nextChange(now));
  }

  #failed(machine: MachineFacts, { problem }: ReplicaReport, spec: ReplicaSpec, now: number): void {
    const code = problem?.code ?? 'engine_crashed';
    const reason = (problem?.message ?? 'the engine ended').replace(/\.$/, '');
    this.#log.warn({ machine: machine.name, replicaId: spec.replicaId, code }, `a replica failed: ${reason}`);
    const place = placeOf(machine.id, spec);
    const failures = this.#setbacks.failed(place, { code, reason }, now);
    if (code !== 'out_of_memory' || failures < triesForMemory) return;
    this.#reached.failed(machine, spec, now);
    this.#setbacks.forget(place);
  }
}

const placeOf = (machineId: string, { deploymentId, gpuIds }: ReplicaSpec): Place => ({
  deploymentId,
  machineId,
  gpuId: gpuIds[0] ?? '',
});
