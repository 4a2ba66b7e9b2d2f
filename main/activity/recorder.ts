/** The recorder: looks at the rooms when they change, and keeps what became different since the last look. */
import type { AttachedView } from '../../contract/attached.ts';
import type { CopyView } from '../../contract/copies.ts';
import type { DownloadView } from '../../contract/library.ts';
import type { Plan, Suspicion } from '../../contract/plan.ts';
import type { Clock } from '../base/clock.ts';
import type { RequestEnd, RequestLog } from '../gateway/request-log.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { MachineFacts } from '../inventory/machine-facts.ts';
import type { ActivityBook, NewEvent } from '../ledger/activity-book.ts';
import type { MachineUse } from '../ledger/machine-use.ts';
import { Allowance } from './allowance.ts';
import { eventOfRequest } from './event-of-request.ts';
import { eventsOfSuspicion } from './event-of-suspicion.ts';
import { type AttachedSeen, eventsOfAttached } from './events-of-attached.ts';
import { eventsOfFiles, type FilesSeen } from './events-of-files.ts';
import { eventsOfMachines, type MachineSeen } from './events-of-machines.ts';
import { eventsOfClaims, eventsOfMissing, type MemorySeen } from './events-of-memory.ts';
import { eventsOfPlan } from './events-of-plan.ts';
import { eventsOfReplicas, type ReplicaSeen } from './events-of-replicas.ts';

type OnChange = (listener: () => void) => () => void;

export interface RecorderParts {
  readonly book: Pick<ActivityBook, 'add'>;
  readonly inventory: Pick<Inventory, 'machines' | 'onChange'>;
  readonly use: Pick<MachineUse, 'of' | 'onChange'>;
  readonly placement: {
    readonly plan: Plan;
    readonly suspicion: Suspicion | null;
    readonly whyLeft: (deploymentId: string) => string;
    readonly onChange: OnChange;
  };
  readonly downloads: { readonly downloads: () => readonly DownloadView[]; readonly onChange: OnChange };
  readonly attached: { readonly list: () => readonly AttachedView[]; readonly onChange: OnChange };
  readonly copies: { readonly list: () => readonly CopyView[]; readonly onChange: OnChange };
  /** Kept free on each card. */
  readonly marginBytes: () => number;
  readonly clock: Clock;
}

/** Copies tell of each piece of bytes: files are looked at this often at most. */
const filesEveryMs = 500;
/** A copy that left the list and is not on its machine after this time was ended by somebody. */
const awaitedMs = 60_000;
/** Answers that moved or failed, kept one by one; the counts have them all. */
const answersPerMinute = 60;

export class Recorder implements RequestLog {
  readonly #parts: RecorderParts;
  readonly #stops: (() => void)[];
  readonly #answers = new Allowance(answersPerMinute);
  readonly #fileStarts = new Map<string, number>();
  #machines: MachineSeen[];
  #replicas: ReplicaSeen[];
  #plan: Plan;
  #suspicion: Suspicion | null = null;
  #memory: MemorySeen[];
  /** What others held of each card when a replica became ready there, by machine and replica. */
  #othersThen = new Map<string, ReadonlyMap<string, number>>();
  #files: FilesSeen;
  #attached: AttachedSeen[];
  #filesTimer: NodeJS.Timeout | null = null;
  /** Copies that were seen and did not end; those that left the list count when their machine says that it has the file. */
  readonly #coming = new Map<string, { readonly copy: CopyView; readonly leftAt: number | null }>();

  /** What is there now is no event. */
  constructor(parts: RecorderParts) {
    this.#parts = parts;
    const { inventory, use, placement, downloads, copies, attached } = parts;
    this.#machines = this.#seeMachines([]);
    this.#replicas = this.#seeReplicas([]);
    this.#memory = this.#seeMemory();
    this.#noteOthers();
    this.#plan = placement.plan;
    this.#files = this.#seeFiles();
    this.#attached = this.#seeAttached();
    this.#stops = [
      inventory.onChange(() => this.#lookAtMachines()),
      use.onChange(() => this.#lookAtMachines()),
      placement.onChange(() => this.#lookAtPlan()),
      downloads.onChange(() => this.#lookAtFilesSoon()),
      copies.onChange(() => this.#lookAtFilesSoon()),
      attached.onChange(() => this.#lookAtAttached()),
      inventory.onChange(() => this.#coming.size > 0 && this.#lookAtFilesSoon()),
    ];
  }

  ended(end: RequestEnd): void {
    const event = eventOfRequest(end);
    if (event && this.#answers.take(this.#parts.clock.now())) this.#parts.book.add(event);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    if (this.#filesTimer) clearTimeout(this.#filesTimer);
    this.#filesTimer = null;
  }

  #lookAtMachines(): void {
    const now = this.#parts.clock.now();
    const machines = this.#seeMachines(this.#machines);
    const replicas = this.#seeReplicas(this.#replicas);
    const memory = this.#seeMemory();
    this.#keep(
      eventsOfMachines(this.#machines, machines, now),
      eventsOfReplicas(this.#replicas, replicas, now),
      eventsOfMissing(this.#memory, memory),
    );
    this.#machines = machines;
    this.#replicas = replicas;
    this.#memory = memory;
    this.#noteOthers();
  }

  #lookAtAttached(): void {
    const attached = this.#seeAttached();
    this.#keep(eventsOfAttached(this.#attached, attached, this.#parts.clock.now()));
    this.#attached = attached;
  }

  #lookAtPlan(): void {
    const { placement, inventory, marginBytes } = this.#parts;
    const names = new Map(inventory.machines().map(({ id, name }) => [id, name]));
    const lost = new Set(inventory.machines().flatMap(({ id, state }) => (state === 'lost' ? [id] : [])));
    const runs = new Set(
      inventory
        .machines()
        .flatMap(({ replicas }) =>
          replicas.filter(({ state }) => state !== 'failed').map(({ spec }) => spec.replicaId),
        ),
    );
    const machine = (id: string): string => names.get(id) ?? id;
    const [before, after] = [this.#plan, placement.plan];
    const othersThen = (machineId: string, replicaId: string, gpuId: string): number | null =>
      this.#othersThen.get(`${machineId} ${replicaId}`)?.get(gpuId) ?? null;
    this.#keep(
      eventsOfSuspicion(this.#suspicion, placement.suspicion, machine),
      eventsOfClaims({ before, after, machines: this.#seeMemory(), othersThen, marginBytes: marginBytes() }),
      eventsOfPlan(before, after, { machine, runs, lost, whyLeft: (id) => placement.whyLeft(id) }),
    );
    this.#plan = placement.plan;
    this.#suspicion = placement.suspicion;
  }

  #lookAtFilesSoon(): void {
    const now = this.#parts.clock.now();
    // A small file comes and goes between two looks.
    for (const copy of this.#parts.copies.list()) {
      if (!this.#coming.has(copy.id)) this.#coming.set(copy.id, { copy, leftAt: null });
      this.#noteStart(copy.id, now);
    }
    for (const { id } of this.#parts.downloads.downloads()) this.#noteStart(id, now);
    this.#filesTimer ??= setTimeout(() => {
      this.#filesTimer = null;
      this.#lookAtFiles();
    }, filesEveryMs).unref();
  }

  #lookAtFiles(): void {
    const now = this.#parts.clock.now();
    const files = this.#seeFiles();
    const before = { ...this.#files, copies: [...this.#coming.values()].map(({ copy }) => copy) };
    this.#keep(eventsOfFiles(before, files, this.#fileStarts, now));
    this.#files = files;
    const listed = new Map(files.copies.map((copy) => [copy.id, copy]));
    for (const [id, { copy, leftAt }] of this.#coming) {
      const still = listed.get(id);
      const ended = !still && (files.held.has(`${copy.machineId} ${copy.sha256}`) || now - (leftAt ?? now) > awaitedMs);
      if (ended) this.#coming.delete(id);
      else this.#coming.set(id, { copy: still ?? copy, leftAt: still ? null : (leftAt ?? now) });
    }
    const here = new Set([...files.downloads.map(({ id }) => id), ...this.#coming.keys()]);
    for (const id of this.#fileStarts.keys()) if (!here.has(id)) this.#fileStarts.delete(id);
  }

  #noteStart(id: string, now: number): void {
    if (!this.#fileStarts.has(id)) this.#fileStarts.set(id, now);
  }

  #keep(...lists: NewEvent[][]): void {
    for (const event of lists.flat()) this.#parts.book.add(event);
  }

  #seeMachines(last: readonly MachineSeen[]): MachineSeen[] {
    const seen = new Map(last.map((one) => [one.id, one]));
    return this.#parts.inventory.machines().map((machine) => {
      const { id, name, state, since, removing, replicas, before, notice } = machine;
      const models = (state === 'lost' ? before : replicas).map(({ spec }) => spec.model);
      const lost = state === 'lost' ? since : state === 'returning' ? (seen.get(id)?.lostAt ?? since) : null;
      const { paused } = this.#parts.use.of(id);
      // One that is away says nothing of it.
      const userPause = state === 'online' ? machine.userPause : (seen.get(id)?.userPause ?? null);
      const said = { paused, userPause, lostAt: lost, models, notice: notice?.reason ?? null };
      return { id, name, state, since, removing, ...said };
    });
  }

  #seeReplicas(last: readonly ReplicaSeen[]): ReplicaSeen[] {
    const known = new Map(last.map((one) => [one.key, one.startedAt]));
    const now = this.#parts.clock.now();
    return this.#parts.inventory.machines().flatMap((machine) => seeReplicas(machine, known, now));
  }

  #seeAttached(): AttachedSeen[] {
    const servers = this.#parts.attached.list();
    return servers.map(({ id, name, state, since, problem }) => {
      return { id, name, state, since, reason: problem?.reason ?? '' };
    });
  }

  #seeMemory(): MemorySeen[] {
    const machines = this.#parts.inventory.machines();
    return machines.map(({ id, name, state, gpus, missing }) => ({
      id,
      name,
      online: state === 'online',
      gpus,
      missing,
    }));
  }

  #noteOthers(): void {
    const known = this.#othersThen;
    const ready = this.#parts.inventory
      .machines()
      .flatMap(({ id, gpus, replicas }) =>
        replicas
          .filter(({ state }) => state === 'ready' || state === 'draining')
          .map(({ spec }) => ({ key: `${id} ${spec.replicaId}`, gpus })),
      );
    this.#othersThen = new Map(
      ready.map(({ key, gpus }) => [key, known.get(key) ?? new Map(gpus.map((gpu) => [gpu.id, gpu.othersBytes]))]),
    );
  }

  #seeFiles(): FilesSeen {
    const { inventory, downloads, copies } = this.#parts;
    const held = inventory.machines().flatMap(({ id, files }) => files.map(({ sha256 }) => `${id} ${sha256}`));
    return { downloads: downloads.downloads(), copies: copies.list(), held: new Set(held) };
  }
}

const seeReplicas = (
  { id, name, replicas }: MachineFacts,
  known: ReadonlyMap<string, number | null>,
  now: number,
): ReplicaSeen[] =>
  replicas.map(({ spec, state, problem }) => {
    const key = `${id} ${spec.replicaId}`;
    // What is ready at first sight was kept running by its agent.
    const startedAt = known.get(key) ?? (known.has(key) || state === 'ready' ? null : now);
    return {
      key,
      model: spec.model,
      machine: name,
      state,
      startedAt,
      code: problem?.code ?? null,
      why: problem?.message ?? null,
    };
  });
