/** What must hold whatever happens. Each check is a function of the world, and names what it found. */
import type { Plan, Snapshot } from '../../../contract/plan.ts';
import { shareOf, totalBytes, type ReplicaSpec } from '../../../contract/replica.ts';
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import { whyNotServing } from '../../../main/placement/why-not-serving.ts';
import type { SlotLease } from '../../../main/gateway/slots.ts';
import { realMemory } from './sim-models.ts';
import type { PcWatch, SimPc } from './sim-pc.ts';
import type { SimOffice } from './sim-office.ts';
import type { SimReplica } from './sim-replica.ts';
import type { SimWorld } from './sim-world.ts';

/** As the gateway has it. */
const waitMs = 60_000;
/** For a slot, for the first sign of life, and for a token, with a little over. */
const silentMs = waitMs + 20_000 + 120_000 + 5_000;
/** The loop rests 5 s at most, and computes; then a command waits for the one before it. */
const heardOfMs = 20_000;
/** What a slow machine says of a replica may come 3.5 s before the end of the stream that the same crash ended. */
const releasedMs = 6_000;

export class Invariants implements PcWatch {
  readonly #world: SimWorld;
  /** What other programs were believed to hold of each card when a replica was planned, by its id and the card's. */
  readonly #othersThen = new Map<string, number>();
  /** Replicas that were said and not heard yet. */
  readonly #onTheWay = new Map<string, { readonly pc: SimPc; readonly spec: ReplicaSpec }>();
  readonly #restsSince = new Map<string, number>();
  readonly #goneSince = new Map<SlotLease, number>();
  #last: Plan | null = null;

  constructor(world: SimWorld) {
    this.#world = world;
  }

  /** A plan was made. */
  planned(snapshot: Snapshot, made: Plan): void {
    this.#last = made;
    for (const what of askedInVain(this.#world.office, made)) this.#broken(what);
    const running = new Set(snapshot.replicas.map(({ spec }) => spec.replicaId));
    const fresh = made.replicas.filter(({ spec }) => !running.has(spec.replicaId));
    for (const { machineId, spec } of fresh) {
      const machine = snapshot.machines.find(({ id }) => id === machineId);
      if (!machine?.serving) this.#broken(`${spec.replicaId} is planned on ${machineId}, which does not serve`);
      for (const gpuId of spec.gpuIds) {
        const gpu = machine?.gpus.find(({ id }) => id === gpuId);
        this.#othersThen.set(`${spec.replicaId} ${gpuId}`, gpu?.othersBytes ?? 0);
      }
    }
    for (const machineId of new Set(fresh.map((one) => one.machineId))) {
      this.#fits(
        machineId,
        snapshot,
        fresh.filter((one) => one.machineId === machineId).map(({ spec }) => spec),
      );
    }
  }

  put(pc: SimPc, spec: ReplicaSpec): () => void {
    const { ground } = this.#world;
    ground.count('loads');
    ground.history.note(`${spec.replicaId} is wanted on ${pc.id}`);
    this.#checkRests();
    const since = this.#restsSince.get(pc.id);
    if (since !== undefined && ground.time.now - since > heardOfMs) {
      this.#broken(`${spec.replicaId} is said to ${pc.id}, which has not served for ${ground.time.now - since} ms`);
    }
    const name = `${pc.id} ${spec.replicaId}`;
    this.#onTheWay.set(name, { pc, spec });
    return () => void this.#onTheWay.delete(name);
  }

  drop(pc: SimPc, replicaId: string): void {
    const { ground } = this.#world;
    ground.history.note(`${replicaId} is dropped on ${pc.id}`);
    const replica = pc.replicas.get(replicaId);
    if (replica?.state !== 'ready') return;
    ground.count('unloads');
    const { deploymentId } = replica.spec;
    const own = this.#last?.replicas.filter(({ spec }) => spec.deploymentId === deploymentId) ?? [];
    if (own.some(({ machineId }) => machineId !== pc.id)) ground.count('moves');
  }

  tooLarge(pc: SimPc, { spec }: SimReplica): void {
    const { ground } = this.#world;
    const bytes = totalBytes(realMemory(spec));
    const short = pc.cards.filter((card) => bytes * shareOf(spec, card.id) > card.freeBytes);
    const excused = short.every(
      (card) => card.others > (this.#othersThen.get(`${spec.replicaId} ${card.id}`) ?? Infinity),
    );
    ground.count(excused ? 'loads that others had taken the memory of' : 'loads that never fitted');
    if (!excused) this.#broken(`${spec.replicaId} does not fit on ${pc.id}: ${short.map(describe).join('; ')}`);
  }

  /** All that can be seen at any moment. */
  check(): void {
    const { ground } = this.#world;
    for (const what of oneOwner(this.#world.pcs)) this.#broken(what);
    for (const what of memoryHeld(this.#world.pcs)) this.#broken(what);
    for (const { id, saidAt } of this.#world.clients.open.values()) {
      if (ground.time.now - saidAt > silentMs) this.#broken(`request ${id} was heard of last at ${saidAt}`);
    }
    for (const name of ground.counts.keys()) {
      if (/^request: (wrong|no problem)/.test(name)) this.#broken(name);
    }
    if (!this.#world.isUp) return;
    this.#checkRests();
    this.#checkSlots();
    this.#checkSize();
  }

  /** A replica that is planned is ready, and nothing else runs. @returns what is not so yet */
  unreached(): string[] {
    const { placement } = this.#world.office;
    const planned = new Map(placement.plan.replicas.map(({ spec, machineId }) => [spec.replicaId, machineId]));
    const there = this.#world.pcs.flatMap((pc) => [...pc.replicas.values()].map((replica) => ({ pc, replica })));
    const ready = new Set(
      there
        .filter(({ replica }) => replica.state === 'ready')
        .map(({ pc, replica }) => `${pc.id} ${replica.spec.replicaId}`),
    );
    const missing = [...planned].filter(([id, machine]) => !ready.has(`${machine} ${id}`));
    const others = there.filter(({ pc, replica }) => planned.get(replica.spec.replicaId) !== pc.id);
    return [
      ...missing.map(([id, machine]) => `${id} is not ready on ${machine}`),
      ...others.map(({ pc, replica }) => `${replica.spec.replicaId} is ${replica.state} on ${pc.id}`),
      ...placement.plan.promised.map(({ deploymentId, machineId }) => `${deploymentId} is promised on ${machineId}`),
    ];
  }

  #fits(machineId: string, { machines }: Snapshot, fresh: readonly ReplicaSpec[]): void {
    const pc = this.#world.pcs.find(({ id }) => id === machineId);
    if (!pc) return;
    const coming = [...this.#onTheWay.values()].filter((one) => one.pc === pc).map(({ spec }) => spec);
    const there = [...pc.replicas.values()].filter(({ state }) => state !== 'failed' && state !== 'gone');
    const all = new Map([...coming, ...fresh, ...there.map(({ spec }) => spec)].map((spec) => [spec.replicaId, spec]));
    for (const card of pc.cards) {
      const sum = [...all.values()]
        .map((spec) => totalBytes(realMemory(spec)) * shareOf(spec, card.id))
        .reduce((a, b) => a + b, 0);
      const others = machines.find(({ id }) => id === machineId)?.gpus.find(({ id }) => id === card.id)?.othersBytes;
      const isNew = fresh.some(({ gpuIds }) => gpuIds.includes(card.id));
      if (isNew && sum > card.totalBytes - (others ?? 0)) {
        this.#broken(`${machineId} is given more than it has: ${[...all.keys()].join(', ')}; ${describe(card)}`);
      }
    }
  }

  #checkRests(): void {
    const { ground, office } = this.#world;
    const now = ground.time.now;
    for (const machine of office.inventory.machines()) {
      const rests = whyNotServing(machine, office.use.of(machine.id), new Date(now)) !== null;
      if (!rests) this.#restsSince.delete(machine.id);
      else if (!this.#restsSince.has(machine.id)) this.#restsSince.set(machine.id, now);
    }
  }

  #checkSlots(): void {
    const { ground, office } = this.#world;
    const now = ground.time.now;
    for (const { model, since } of office.slots.waits) {
      if (now > since + waitMs + 1_000) this.#broken(`a request waits for ${model} since ${since}`);
    }
    const reports = office.inventory.machines().flatMap(({ replicas }) => replicas);
    const alive = new Set(
      reports.filter(({ state }) => state === 'ready' || state === 'draining').map(({ spec }) => spec.replicaId),
    );
    const { leases } = office.slots;
    for (const lease of this.#goneSince.keys()) if (!leases.has(lease)) this.#goneSince.delete(lease);
    for (const [replicaId, own] of Map.groupBy(leases, ({ replica }) => replica.replicaId)) {
      if (own.length > (own[0]?.replica.slots ?? 0)) this.#broken(`${replicaId} has ${own.length} requests`);
      for (const lease of own) {
        if (alive.has(replicaId)) this.#goneSince.delete(lease);
        else if (!this.#goneSince.has(lease)) this.#goneSince.set(lease, now);
        else if (now - (this.#goneSince.get(lease) ?? now) > releasedMs) {
          this.#broken(`a slot of ${replicaId} is held, which is gone`);
        }
      }
    }
  }

  #checkSize(): void {
    const { office, pcs } = this.#world;
    const entries = office.placement.entries + office.deployer.entries;
    this.#world.ground.counts.set('most entries', Math.max(entries, this.#world.ground.counted('most entries')));
    if (entries > 12 * pcs.length + 300) this.#broken(`the loop remembers ${entries} things`);
  }

  #broken(what: string): void {
    this.#world.ground.broken(what);
  }
}

/** A model on demand that somebody waits for, or is answered by, is placed, or refused with a reason: idle it is not. */
function askedInVain({ models, traffic }: SimOffice, { replicas, promised, refusals }: Plan): string[] {
  const onDemand = models.deployments().filter(({ idleMinutes }) => idleMinutes !== null);
  return onDemand.flatMap(({ id, model }) => {
    const { waiting, answering } = traffic.of(model);
    const isSeen =
      replicas.some(({ spec }) => spec.deploymentId === id) ||
      [...promised, ...refusals].some(({ deploymentId }) => deploymentId === id);
    return waiting + answering > 0 && !isSeen ? [`${model} is on demand, and asked for in vain`] : [];
  });
}

/** No replica has two owners. */
function oneOwner(pcs: readonly SimPc[]): string[] {
  const owners = new Map<string, string>();
  return pcs.flatMap((pc) =>
    [...pc.replicas.keys()].flatMap((id) => {
      const other = owners.get(id);
      owners.set(id, pc.id);
      return other === undefined ? [] : [`${id} is on ${other} and on ${pc.id}`];
    }),
  );
}

/** No card holds more than it has. */
const memoryHeld = (pcs: readonly SimPc[]): string[] =>
  pcs.flatMap((pc) => pc.cards.filter(({ freeBytes }) => freeBytes < 0).map((card) => `${pc.id}: ${describe(card)}`));

const describe = ({ name, totalBytes: total, others, heldBytes }: SimPc['cards'][number]): string =>
  `${name} has ${bytesInWords(total)}, others hold ${bytesInWords(others)}, replicas ${bytesInWords(heldBytes)}`;
