/** The loop that places: inventory changed → snapshot → plan → deployer. It alone owns the plan. */
import type { Plan, Snapshot, Suspicion } from '../../contract/plan.ts';
import type { Clock } from '../base/clock.ts';
import { nextChange } from '../base/hours.ts';
import { Listeners } from '../base/listeners.ts';
import type { Log } from '../../common/log.ts';
import type { CommandState, Deployer } from '../deployer/deployer.ts';
import type { Command } from '../deployer/differences.ts';
import { Demand } from '../inventory/demand.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { Traffic } from '../inventory/traffic.ts';
import { OthersClaim } from '../inventory/others-claim.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import type { MeasuredLoads } from '../ledger/measured-loads.ts';
import type { ModelBook } from '../ledger/models.ts';
import { numberIn } from '../planner/live/fresh-ids.ts';
import type { Courtesies } from '../settings/courtesies.ts';
import type { Margin } from '../settings/margin.ts';
import type { Settings } from '../settings/settings.ts';
import { Commanded } from './commanded.ts';
import { earliest } from './earliest.ts';
import { planGivingWay } from './give-way.ts';
import { keepReasons } from './keep-reasons.ts';
import { LoopTimers } from './loop-timers.ts';
import { asIfThere, MassLoss } from './mass-loss.ts';
import { noteLoads } from './note-loads.ts';
import { onDemandNow, type OnDemand } from './on-demand.ts';
import { Outcomes } from './outcomes.ts';
import { planningKey } from './planning-key.ts';
import { Residency } from './residency.ts';
import { settlingNow } from './settling.ts';
import { takeSnapshot } from './snapshot.ts';

interface PlacementParts {
  readonly inventory: Inventory;
  readonly traffic: Traffic;
  readonly models: ModelBook;
  readonly loads: MeasuredLoads;
  readonly use: Pick<MachineUse, 'of' | 'onChange' | 'machinesAre'>;
  readonly deployer: Deployer;
  readonly settings: Pick<Settings, 'engine'>;
  readonly margin: Pick<Margin, 'bytes' | 'onChange'>;
  readonly courtesies: Pick<Courtesies, 'now' | 'onChange'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Stands in the ids of its replicas, to tell them from those of other runs of the coordinator. */
  readonly run: string;
  readonly plan: (snapshot: Snapshot) => Plan;
}

/** Reports come in bursts: one plan answers them all. */
const debounceMs = 20;
/** Between two plans passes so many times what one takes: the rest of the time belongs to people's answers. */
const restShare = 5;
const mostRestMs = 5_000;

const nothing: Plan = { replicas: [], promised: [], refusals: [] };

export class PlacementLoop {
  readonly #parts: PlacementParts;
  readonly #startedAt: number;
  /** Numbers below it are in ids that were given: none is given twice, however long ago it was. */
  #nextNumber = 1;
  readonly #changed = new Listeners();
  readonly #stops: (() => void)[];
  readonly #outcomes: Outcomes;
  readonly #commanded = new Commanded();
  readonly #demand = new Demand();
  readonly #residency = new Residency();
  readonly #massLoss = new MassLoss();
  #suspicion: Suspicion | null = null;
  readonly #others = new OthersClaim();
  /** What the last plan was made of, that plan, and what of it is carried out and told. */
  #key = '';
  #restUntil = 0;
  #made: Plan = nothing;
  #plan: Plan = nothing;
  readonly #timers = new LoopTimers(
    () => this.#run(),
    () => this.wake(),
  );
  #closed = false;

  constructor(parts: PlacementParts) {
    this.#parts = parts;
    this.#outcomes = new Outcomes(parts.log);
    this.#startedAt = parts.clock.now();
    this.#stops = [
      ...[parts.inventory, parts.use, parts.traffic, parts.margin, parts.courtesies].map((room) =>
        room.onChange(() => this.wake()),
      ),
      parts.deployer.onMove((command, state) => this.#commandMoved(command, state)),
    ];
  }

  /** The plan that is being carried out. */
  get plan(): Plan {
    return this.#plan;
  }

  /** Why nothing is placed anew for machines that were lost; null: it is. */
  get suspicion(): Suspicion | null {
    return this.#suspicion;
  }

  /** Why a deployment's replica left though its machine is there, as a sentence; empty: the plan has a better use for the place. */
  whyLeft(deploymentId: string): string {
    const deployment = this.#parts.models.deployments().find(({ id }) => id === deploymentId);
    if (!deployment) return 'Nobody wishes it to run any more.';
    const { idleMinutes } = deployment;
    if (idleMinutes === null) return '';
    return `Nobody asked for it for ${idleMinutes === 1 ? 'a minute' : `${idleMinutes} minutes`}, or others needed the memory; it is loaded again when asked for.`;
  }

  /** What it holds in memory beside the plan, in entries: bounded by the office, not by time. */
  get entries(): number {
    return this.#outcomes.entries + this.#commanded.entries;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Plans soon. Say it when wishes changed; changes of machines, of their use, of traffic, of the margin and of courtesies are heard anyway. */
  wake(): void {
    if (this.#closed) return;
    const rest = Math.min(mostRestMs, Math.max(debounceMs, this.#restUntil - this.#parts.clock.now()));
    this.#timers.soon(rest);
  }

  /** Plans at once: for who wants to tell what became of a wish. */
  planNow(): void {
    if (!this.#closed) this.#run();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#timers.close();
  }

  /** The office as the planner reads it now. */
  snapshot(): Snapshot {
    const now = this.#parts.clock.now();
    return this.#snapshotOf(this.#machines(), this.#onDemand(now), now);
  }

  #run(): void {
    const { inventory, loads, use, traffic, models, deployer, clock, log } = this.#parts;
    const now = clock.now();
    const seen = inventory.machines();
    this.#outcomes.see(seen, this.#plan.replicas, now);
    for (const command of this.#commanded.notTaken(seen, now)) this.#outcomes.notTaken(command, now);
    this.#residency.see(seen, now);
    noteLoads(seen, this.#plan.replicas, loads);
    use.machinesAre(new Set(seen.map(({ id }) => id)));
    traffic.keepOnly(new Set(models.deployments().map(({ model }) => model)));
    const isSuspected = this.#suspect(seen, now);
    const machines = this.#machines();
    const onDemand = this.#onDemand(now);
    this.#makePlan(this.#snapshotOf(machines, onDemand, now), onDemand.idle);
    const settling = settlingNow(seen, this.#startedAt, now);
    const awaited = this.#outcomes.awaited(now);
    const refusals = this.#made.refusals.filter(({ deploymentId }) => settling === null && !awaited.has(deploymentId));
    const waits = settling && this.#made.refusals.filter(({ placed }) => placed === 0);
    const announced: Plan = {
      ...keepReasons(this.#made, this.#plan),
      refusals,
      awaited: waits?.map(({ deploymentId, model }) => ({ deploymentId, model, reason: settling?.reason ?? '' })) ?? [],
    };
    const differs = JSON.stringify(announced) !== JSON.stringify(this.#plan);
    if (differs) this.#plan = announced;
    this.#commanded.note(announced.replicas, machines, now);
    deployer.carryOut(this.#plan);
    this.#timers.at(
      earliest(
        this.#outcomes.nextChange(now),
        this.#suspicion?.until ?? null,
        settling?.until ?? null,
        this.#demand.nextChange(),
        this.#residency.nextChange(now),
        this.#commanded.nextChange(),
        this.#others.nextChange(),
        onDemand.nextChange,
        ...this.#nextHours(now),
      ),
      now,
    );
    if (differs) for (const refusal of announced.refusals) log.info({ model: refusal.model }, refusal.reason);
    if (differs || isSuspected) this.#changed.call();
  }

  /** What an agent does not do is thought over again, not at once: it may refuse whatever it is told. */
  #commandMoved(command: Command, state: CommandState): void {
    if (command.kind === 'put') this.#commanded.moved(command.spec.replicaId, state, this.#parts.clock.now());
    if (state === 'said' || state === 'taken' || this.#closed) return;
    this.#timers.again();
  }

  /** The machines as they are planned with. */
  #machines(): readonly MachineFacts[] {
    return asIfThere(this.#parts.inventory.machines(), this.#suspicion);
  }

  #snapshotOf(machines: readonly MachineFacts[], { deployments }: OnDemand, now: number): Snapshot {
    const { models, loads, use, traffic, settings, margin, courtesies } = this.#parts;
    return takeSnapshot({
      machines: this.#others.look(machines, now),
      useOf: (machineId) => use.of(machineId),
      now: new Date(now),
      unreported: this.#commanded.unreported(machines, now),
      unwanted: this.#commanded.unwanted(machines, now),
      deployments,
      variants: models.variants(),
      measured: loads.all(),
      demand: this.#demand.sample({ machines, deployments, trafficOf: (model) => traffic.of(model), now }),
      setAside: this.#outcomes.setAside(now),
      reachedOn: (machineId) => this.#outcomes.reachedOn(machineId, now),
      isFresh: (replicaId) => this.#residency.isFresh(replicaId, now),
      run: this.#parts.run,
      firstNumber: this.#nextNumber,
      cpuMachines: settings.engine.cpuMachines,
      marginBytes: margin.bytes,
      makeRoom: courtesies.now.makeRoom,
    });
  }

  #onDemand(now: number): OnDemand {
    const { models, traffic } = this.#parts;
    const reports = this.#machines().flatMap(({ replicas }) => replicas);
    const running = reports.filter(({ state }) => !['draining', 'failed', 'gone'].includes(state));
    return onDemandNow({
      deployments: models.deployments(),
      trafficOf: (model) => traffic.of(model),
      running: new Set(running.map(({ spec }) => spec.deploymentId)),
      startedAt: this.#startedAt,
      now,
    });
  }

  /** @returns whether that has changed */
  #suspect(machines: readonly MachineFacts[], now: number): boolean {
    const before = this.#suspicion;
    this.#suspicion = this.#massLoss.see(machines, now);
    if ((before === null) === (this.#suspicion === null)) return false;
    if (this.#suspicion) {
      const { lost, of } = this.#suspicion;
      this.#parts.log.warn({ lost: lost.size, of }, 'most machines were lost at once: nothing is placed anew for now');
    }
    return true;
  }

  /** A new plan, when anything has changed that it depends on: most reports say only how busy a machine is. */
  #makePlan(snapshot: Snapshot, idle: readonly string[]): void {
    const key = `${planningKey(snapshot)} ${idle.join(' ')}`;
    if (key === this.#key) return;
    this.#key = key;
    const start = this.#parts.clock.now();
    try {
      this.#made = planGivingWay(snapshot, idle, this.#parts.plan);
      this.#noteIds(this.#made, snapshot);
    } catch (error) {
      // A defect in the planner ends no answer: what runs goes on by the last plan.
      this.#parts.log.error({ err: error }, 'no plan could be made');
    }
    const end = this.#parts.clock.now();
    this.#restUntil = end + restShare * (end - start);
  }

  #noteIds({ replicas }: Plan, snapshot: Snapshot): void {
    const before = new Set(snapshot.replicas.map(({ spec }) => spec.replicaId));
    // What runs already may have a number that its agent made up.
    const given = replicas.map(({ spec }) => spec.replicaId).filter((id) => !before.has(id));
    this.#nextNumber = Math.max(this.#nextNumber, ...given.map((id) => numberIn(id) + 1));
  }

  /** When the hours of each machine let it serve or rest next. */
  #nextHours(now: number): (number | null)[] {
    const { inventory, use } = this.#parts;
    return inventory.machines().map(({ id }) => nextChange(use.of(id).hours, new Date(now))?.getTime() ?? null);
  }
}
