/** A plan while it is being made. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Deployment } from '../../contract/model.ts';
import type { PlannedReplica, Refusal, Snapshot, SnapshotReplica } from '../../contract/plan.ts';
import { choicesFor, type Choice } from './choice.ts';
import { HeldBytes } from './held-bytes.ts';
import { estimateMemory, leastShape } from './memory.ts';
import type { Taken } from './places.ts';
import { refusalOf } from './refusal.ts';
import { Rooms } from './rooms.ts';

export class Draft {
  readonly refusals: Refusal[] = [];
  readonly #snapshot: Snapshot;
  readonly #rooms: Rooms;
  readonly #planned = new Set<PlannedReplica>();
  readonly #stays = new Set<SnapshotReplica>();
  /** Running replicas that stay beyond their deployment's minimum, with their bytes: they go when a minimum needs the room. */
  readonly #spares = new Map<PlannedReplica, number>();
  /** Deployments whose minimum finds no place. */
  readonly #lacking: Deployment[] = [];
  readonly #takenIds: Set<string>;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#rooms = new Rooms(snapshot);
    this.#takenIds = new Set(snapshot.takenIds);
  }

  get replicas(): PlannedReplica[] {
    return [...this.#planned];
  }

  /** How many replicas of a deployment are planned so far. */
  count(deployment: Deployment): number {
    return this.replicas.filter(({ spec }) => spec.deploymentId === deployment.id).length;
  }

  /** Lets what runs stay, those that are ready first, until so many are planned. */
  keep(deployment: Deployment, wanted: number): void {
    const running = this.#snapshot.replicas
      .filter((one) => one.spec.deploymentId === deployment.id && !this.#stays.has(one) && sameShape(one, deployment))
      .toSorted((a, b) => Number(a.loading) - Number(b.loading));
    for (const replica of running) {
      if (this.count(deployment) >= wanted) return;
      if (this.#rooms.mayStay(replica)) this.#keepOne(replica, deployment);
    }
  }

  /** What does not stay holds its memory until it has left. */
  letRestLeave(): void {
    for (const replica of this.#snapshot.replicas) {
      if (!this.#stays.has(replica)) this.#rooms.leaving.add(replica.machineId, replica.spec.gpuIds, replica.bytes);
    }
  }

  /** Places what the minimum lacks. Where there is room only soon, it is promised; where there is none, it is refused. */
  fill(deployment: Deployment): void {
    for (let missing = deployment.replicas.min - this.count(deployment); missing > 0; missing -= 1) {
      const choices = this.#choices(deployment, this.#rooms);
      const chosen = choices.find(({ place }) => place.verdict === 'yes' || place.verdict === 'soon');
      if (chosen?.place.verdict === 'yes') this.#place(deployment, chosen);
      const promised = chosen ?? this.#makeRoom(deployment);
      if (!promised) {
        const places = choices.map(({ place }) => place);
        this.refusals.push(refusalOf(deployment, places));
        this.#lacking.push(deployment);
        return;
      }
      this.#rooms.required.add(promised.place.machine.id, [promised.place.gpu.id], promised.place.needBytes);
    }
  }

  /**
   * Places one replica beyond the minimum, on a GPU that has none of it and that no lacking minimum could use.
   * @returns whether it did
   */
  extend(deployment: Deployment): boolean {
    const wanted = this.#lacking.flatMap((other) => this.#choices(other, { planned: nothing, leaving: nothing }));
    const isWanted = ({ place }: Choice): boolean =>
      wanted.some(
        (one) => one.place.verdict === 'yes' && one.place.machine === place.machine && one.place.gpu === place.gpu,
      );
    const chosen = this.#choices(deployment, this.#rooms).find(
      (one) => one.place.verdict === 'yes' && one.copiesOnGpu === 0 && !isWanted(one),
    );
    if (!chosen) return false;
    this.#place(deployment, chosen);
    this.#rooms.extra.add(chosen.place.machine.id, [chosen.place.gpu.id], chosen.place.needBytes);
    return true;
  }

  #keepOne(replica: SnapshotReplica, deployment: Deployment): void {
    const { machineId, spec, bytes } = replica;
    const variant = this.#snapshot.variants.find(({ sha256 }) => sha256 === spec.variant.sha256);
    if (!variant) return;
    const gpus = this.#snapshot.machines.find(({ id }) => id === machineId)?.gpus ?? [];
    const backend = gpus.find(({ id }) => id === spec.gpuIds[0])?.backend ?? 'vulkan';
    const memory = estimateMemory(variant.facts, leastShape(deployment), backend);
    const kept = { machineId, spec, memory, reason: 'It runs here already.' };
    const isSpare = this.count(deployment) >= deployment.replicas.min;
    this.#planned.add(kept);
    this.#stays.add(replica);
    (isSpare ? this.#rooms.extra : this.#rooms.required).add(machineId, spec.gpuIds, bytes);
    if (isSpare) this.#spares.set(kept, bytes);
  }

  /** Sends away what others have beyond their minimum, the least important first, where that makes room soon. */
  #makeRoom(deployment: Deployment): Choice | null {
    const { required, extra, leaving } = this.#rooms;
    const chosen = this.#choices(deployment, { planned: required, leaving: nothing }).find(
      ({ place }) => place.verdict === 'yes',
    );
    if (!chosen) return null;
    const { machine, gpu, needBytes, freeBytes } = chosen.place;
    for (const [spare, bytes] of [...this.#spares].toReversed()) {
      const { machineId, spec } = spare;
      if (needBytes <= freeBytes - extra.at(machine.id, gpu.id)) break;
      if (machineId !== machine.id || !spec.gpuIds.includes(gpu.id)) continue;
      this.#planned.delete(spare);
      this.#spares.delete(spare);
      extra.add(machineId, spec.gpuIds, -bytes);
      leaving.add(machineId, spec.gpuIds, bytes);
    }
    return chosen;
  }

  #place(deployment: Deployment, { variant, place, copiesOnMachine }: Choice): void {
    const { machine, gpu, memory, needBytes, freeBytes } = place;
    const spec = {
      replicaId: this.#freshId(deployment.id),
      deploymentId: deployment.id,
      model: deployment.model,
      variant: { sha256: variant.sha256, name: variant.name, sizeBytes: variant.sizeBytes },
      gpuIds: [gpu.id],
      contextLength: deployment.contextLength,
      slots: deployment.slots.min,
      estimateBytes: needBytes,
    };
    const figures = `${bytesInWords(freeBytes)}, and ${bytesInWords(needBytes)} are needed.`;
    const first = this.count(deployment) === 0;
    const reason =
      gpu.backend === 'cpu'
        ? `The demo model runs on the processor of ${machine.name}, because no graphics card can take it.`
        : first
          ? `${gpu.name} has the most free memory: ${figures}`
          : `One more of it, ${copiesOnMachine === 0 ? 'on another machine' : 'on the same machine'}: ${gpu.name} has ${figures}`;
    this.#planned.add({ machineId: machine.id, spec, memory, reason });
  }

  #choices(deployment: Deployment, taken: Taken): Choice[] {
    return choicesFor(deployment, this.#snapshot, taken, this.replicas);
  }

  #freshId(deploymentId: string): string {
    for (let n = 1; ; n += 1) {
      const id = `${deploymentId}-${this.#snapshot.run}-${n}`;
      if (this.#takenIds.has(id)) continue;
      this.#takenIds.add(id);
      return id;
    }
  }
}

const nothing = new HeldBytes();

const sameShape = ({ spec }: SnapshotReplica, deployment: Deployment): boolean =>
  spec.contextLength === deployment.contextLength &&
  spec.slots === deployment.slots.min &&
  deployment.variants.includes(spec.variant.sha256);
