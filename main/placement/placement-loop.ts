/** The loop that places: inventory changed → snapshot → plan → deployer. It alone owns the plan. */
import { randomBytes } from 'node:crypto';
import type { Plan, Snapshot } from '../../contract/plan.ts';
import type { ReplicaSpec } from '../../contract/replica.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { Log } from '../../common/log.ts';
import type { Deployer } from '../deployer/deployer.ts';
import { Demand } from '../inventory/demand.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { OthersClaim } from '../inventory/others-claim.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import type { ModelBook } from '../ledger/models.ts';
import { plan } from '../planner/plan.ts';
import type { Settings } from '../settings/settings.ts';
import { Commanded } from './commanded.ts';
import { nextChange } from './hours.ts';
import { noteLoads } from './note-loads.ts';
import { planningKey } from './planning-key.ts';
import { Setbacks, type Place } from './setbacks.ts';
import { settlingUntil } from './settling.ts';
import { takeSnapshot } from './snapshot.ts';

interface PlacementParts {
  readonly inventory: Inventory;
  readonly models: ModelBook;
  readonly loads: MeasuredLoads;
  readonly use: MachineUse;
  readonly deployer: Deployer;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reports come in bursts: one plan answers them all. */
const debounceMs = 20;
/** Between two plans passes so many times what one takes: the rest of the time belongs to people's answers. */
const restShare = 5;
const mostRestMs = 5_000;

const nothing: Plan = { replicas: [], promised: [], refusals: [] };

export class PlacementLoop {
  readonly #parts: PlacementParts;
  readonly #setbacks = new Setbacks();
  readonly #startedAt: number;
  /** Of this run, to tell its replicas from those of others. */
  readonly #name = randomBytes(3).toString('hex');
  readonly #givenIds = new Set<string>();
  #seenFailures = new Set<string>();
  #closed = false;
  readonly #changed = new Listeners();
  readonly #stops: (() => void)[];
  readonly #commanded = new Commanded();
  readonly #demand = new Demand();
  readonly #others = new OthersClaim();
  /** What the last plan was made of, that plan, and what of it is carried out and told. */
  #key = '';
  #restUntil = 0;
  #made: Plan = nothing;
  #plan: Plan = nothing;
  #timer: NodeJS.Timeout | null = null;
  #alarm: NodeJS.Timeout | null = null;

  constructor(parts: PlacementParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#stops = [parts.inventory, parts.use].map((room) => room.onChange(() => this.wake()));
  }

  /** The plan that is being carried out. */
  get plan(): Plan {
    return this.#plan;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Plans soon. Say it when wishes changed; changes of machines and of their use are heard anyway. */
  wake(): void {
    if (this.#closed) return;
    const rest = Math.min(mostRestMs, Math.max(debounceMs, this.#restUntil - this.#parts.clock.now()));
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#run();
    }, rest);
  }

  /** Plans at once: for who wants to tell what became of a wish. */
  planNow(): void {
    if (!this.#closed) this.#run();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    for (const timer of [this.#timer, this.#alarm]) if (timer) clearTimeout(timer);
  }

  /** The office as the planner reads it now. */
  snapshot(): Snapshot {
    const { inventory, models, loads, use, settings, clock } = this.#parts;
    const now = clock.now();
    const machines = this.#others.look(inventory.machines(), now);
    return takeSnapshot({
      machines,
      useOf: (machineId) => use.of(machineId),
      now: new Date(now),
      unreported: this.#commanded.unreported(machines, now),
      deployments: models.deployments(),
      variants: models.variants(),
      measured: loads.all(),
      demand: this.#demand.sample(machines, new Set(models.deployments().map(({ id }) => id)), now),
      setAside: this.#setbacks.setAside(now),
      run: this.#name,
      givenIds: [...this.#givenIds],
      settings,
    });
  }

  #run(): void {
    const { inventory, loads, use, deployer, clock, log } = this.#parts;
    this.#noteFailures();
    this.#noteRefusals();
    this.#noteSuccesses();
    noteLoads(inventory.machines(), this.#plan.replicas, loads);
    const now = clock.now();
    const machines = inventory.machines();
    use.machinesAre(new Set(machines.map(({ id }) => id)));
    this.#makePlan();
    const settling = settlingUntil(machines, this.#startedAt, now);
    const awaited = this.#setbacks.awaited(now);
    const refusals = this.#made.refusals.filter(({ deploymentId }) => settling === null && !awaited.has(deploymentId));
    const announced = { ...keepReasons(this.#made, this.#plan), refusals };
    const differs = JSON.stringify(announced) !== JSON.stringify(this.#plan);
    this.#plan = announced;
    for (const { spec } of announced.replicas) this.#givenIds.add(spec.replicaId);
    deployer.carryOut(announced);
    this.#commanded.note(announced.replicas, machines, now);
    this.#wakeAt(
      earliest(
        this.#setbacks.nextChange(now),
        settling,
        this.#demand.nextChange(),
        this.#commanded.nextChange(),
        this.#others.nextChange(),
        ...this.#nextHours(now),
      ),
      now,
    );
    if (!differs) return;
    for (const refusal of announced.refusals) log.info({ model: refusal.model }, refusal.reason);
    this.#changed.call();
  }

  /** A new plan, when anything has changed that it depends on: most reports say only how busy a machine is. */
  #makePlan(): void {
    const snapshot = this.snapshot();
    const key = planningKey(snapshot);
    if (key === this.#key) return;
    this.#key = key;
    const start = this.#parts.clock.now();
    try {
      this.#made = plan(snapshot);
    } catch (error) {
      // A defect in the planner ends no answer: what runs goes on by the last plan.
      this.#parts.log.error({ err: error }, 'no plan could be made');
    }
    const end = this.#parts.clock.now();
    this.#restUntil = end + restShare * (end - start);
  }

  #noteFailures(): void {
    const { inventory, clock, log } = this.#parts;
    // Only what the plan wants there: of anything else an agent could report without end.
    const wanted = new Map(this.#plan.replicas.map((one) => [`${one.machineId} ${one.spec.replicaId}`, one.spec]));
    const failures = inventory.machines().flatMap((machine) =>
      machine.replicas.flatMap((report) => {
        const spec = report.state === 'failed' ? wanted.get(`${machine.id} ${report.spec.replicaId}`) : undefined;
        return spec ? [{ id: `${machine.id} ${spec.replicaId} ${report.since}`, machine, report, spec }] : [];
      }),
    );
    for (const { id, machine, report, spec } of failures) {
      if (this.#seenFailures.has(id)) continue;
      const { problem } = report;
      const sentence = (problem?.message ?? 'the engine ended').replace(/\.$/, '');
      log.warn(
        { machine: machine.name, replicaId: spec.replicaId, code: problem?.code },
        `a replica failed: ${sentence}`,
      );
      const failure = { code: problem?.code ?? 'engine_crashed', reason: sentence } as const;
      this.#setbacks.failed(placeOf(machine.id, spec), failure, clock.now());
    }
    this.#seenFailures = new Set(failures.map(({ id }) => id));
  }

  /** A command that an agent does not take is a failure like any other: the place is set aside, and the reason is told. */
  #noteRefusals(): void {
    const { inventory, clock, log } = this.#parts;
    const now = clock.now();
    for (const { machineId, spec } of this.#commanded.notTaken(inventory.machines(), now)) {
      log.warn({ machineId, replicaId: spec.replicaId }, 'an agent did not take a replica');
      const failure = { code: 'engine_unavailable', reason: 'its agent did not take the replica' } as const;
      this.#setbacks.failed(placeOf(machineId, spec), failure, now);
    }
  }

  #noteSuccesses(): void {
    const { inventory, clock } = this.#parts;
    for (const machine of inventory.machines()) {
      for (const { spec, state, since } of machine.replicas) {
        if (state === 'ready') this.#setbacks.served(placeOf(machine.id, spec), since, clock.now());
      }
    }
  }

  /** When the hours of each machine let it serve or rest next. */
  #nextHours(now: number): (number | null)[] {
    const { inventory, use } = this.#parts;
    return inventory.machines().map(({ id }) => nextChange(use.of(id).hours, new Date(now))?.getTime() ?? null);
  }

  #wakeAt(at: number | null, now: number): void {
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = at === null ? null : setTimeout(() => this.wake(), at - now + 1);
  }
}

const placeOf = (machineId: string, { deploymentId, gpuIds }: ReplicaSpec): Place => ({
  deploymentId,
  machineId,
  gpuId: gpuIds[0] ?? '',
});

/** A replica that stays keeps the reason for which it was placed: "it runs here already" explains nothing. */
function keepReasons(next: Plan, before: Plan): Plan {
  const reasons = new Map(before.replicas.map((replica) => [replica.spec.replicaId, replica.reason]));
  const replicas = next.replicas.map((replica) => ({
    ...replica,
    reason: reasons.get(replica.spec.replicaId) ?? replica.reason,
  }));
  return { ...next, replicas };
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
