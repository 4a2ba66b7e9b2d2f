/** The planner: a pure function of a snapshot. It says what runs where, with a reason for each replica and each refusal. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Plan, PlannedReplica, Refusal, Snapshot, SnapshotReplica } from '../../contract/plan.ts';
import { estimateMemory } from './memory.ts';
import { placeKey, placesFor, roomFor, type Place } from './places.ts';

/**
 * First what runs stays where it may; then each deployment, by priority, gets what it lacks: the best variant that fits,
 * graphics cards before processors, the card with the most free space first.
 */
export function plan(snapshot: Snapshot): Plan {
  const draft = new Draft(snapshot);
  const deployments = snapshot.deployments.toSorted((a, b) => b.priority - a.priority || compare(a.id, b.id));
  for (const deployment of deployments) draft.keep(deployment);
  for (const deployment of deployments) draft.fill(deployment);
  return { replicas: draft.replicas, refusals: draft.refusals };
}

class Draft {
  readonly replicas: PlannedReplica[] = [];
  readonly refusals: Refusal[] = [];
  readonly #snapshot: Snapshot;
  readonly #used = new Map<string, number>();
  readonly #taken: Set<string>;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#taken = new Set(snapshot.takenIds);
    for (const { machineId, gpuIds, bytes } of snapshot.leaving) this.#use(machineId, gpuIds, bytes);
  }

  keep(deployment: Deployment): void {
    const running = this.#snapshot.replicas.filter((replica) => replica.spec.deploymentId === deployment.id);
    for (const replica of running.slice(0, Math.max(deployment.replicasMin, deployment.replicasMax))) {
      const variant = this.#variant(replica.spec.variant.sha256);
      if (!variant || !sameShape(replica, deployment) || !this.#mayStay(replica)) continue;
      const memory = estimateMemory(variant.facts, deployment, this.#gpu(replica)?.backend ?? 'vulkan');
      this.#add(
        { machineId: replica.machineId, spec: replica.spec, memory, reason: 'It runs here already.' },
        replica.bytes,
      );
    }
  }

  fill(deployment: Deployment): void {
    let missing = deployment.replicasMin - this.replicas.filter((r) => r.spec.deploymentId === deployment.id).length;
    for (; missing > 0; missing -= 1) {
      const chosen = this.#choose(deployment);
      if (!chosen) return;
      this.#place(deployment, chosen.variant, chosen.place);
    }
  }

  #choose(deployment: Deployment): { variant: Variant; place: Place } | null {
    const obstacles: Place[] = [];
    for (const sha256 of deployment.variants) {
      const variant = this.#variant(sha256);
      if (!variant) continue;
      const places = placesFor(deployment, variant, this.#snapshot, this.#used);
      const [best] = places.filter((place) => place.obstacle === null).toSorted(byWorth);
      if (best) return { variant, place: best };
      obstacles.push(...places);
    }
    this.refusals.push(refusalOf(deployment, obstacles));
    return null;
  }

  #place(deployment: Deployment, variant: Variant, { machine, gpu, memory, needBytes, freeBytes }: Place): void {
    const spec = {
      replicaId: this.#freshId(deployment.id),
      deploymentId: deployment.id,
      model: deployment.model,
      variant: { sha256: variant.sha256, name: variant.name, sizeBytes: variant.sizeBytes },
      gpuIds: [gpu.id],
      contextLength: deployment.contextLength,
      slots: deployment.slots,
      estimateBytes: needBytes,
    };
    const reason =
      gpu.backend === 'cpu'
        ? `The demo model runs on the processor of ${machine.name}, because no graphics card can take it.`
        : `${gpu.name} has the most free memory: ${bytesInWords(freeBytes)}, and ${bytesInWords(needBytes)} are needed.`;
    this.#add({ machineId: machine.id, spec, memory, reason }, needBytes);
  }

  #add(replica: PlannedReplica, bytes: number): void {
    this.replicas.push(replica);
    this.#use(replica.machineId, replica.spec.gpuIds, bytes);
  }

  #use(machineId: string, gpuIds: readonly string[], bytes: number): void {
    for (const gpuId of gpuIds) {
      const key = placeKey(machineId, gpuId);
      this.#used.set(key, (this.#used.get(key) ?? 0) + bytes / gpuIds.length);
    }
  }

  #mayStay(replica: SnapshotReplica): boolean {
    const machine = this.#snapshot.machines.find(({ id }) => id === replica.machineId);
    const gpu = this.#gpu(replica);
    if (!machine?.online || !gpu?.usable) return false;
    if (replica.loading) return true;
    const used = this.#used.get(placeKey(machine.id, gpu.id)) ?? 0;
    return used + replica.bytes <= roomFor(gpu, this.#snapshot.marginBytes);
  }

  #gpu(replica: SnapshotReplica) {
    const machine = this.#snapshot.machines.find(({ id }) => id === replica.machineId);
    return machine?.gpus.find(({ id }) => id === replica.spec.gpuIds[0]);
  }

  #variant(sha256: string): Variant | undefined {
    return this.#snapshot.variants.find((variant) => variant.sha256 === sha256);
  }

  #freshId(deploymentId: string): string {
    for (let n = 1; ; n += 1) {
      const id = `${deploymentId}-${this.#snapshot.run}-${n}`;
      if (this.#taken.has(id)) continue;
      this.#taken.add(id);
      return id;
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byWorth = (a: Place, b: Place): number =>
  Number(a.gpu.backend === 'cpu') - Number(b.gpu.backend === 'cpu') ||
  b.freeBytes - a.freeBytes ||
  compare(placeKey(a.machine.id, a.gpu.id), placeKey(b.machine.id, b.gpu.id));

const sameShape = ({ spec }: SnapshotReplica, deployment: Deployment): boolean =>
  spec.contextLength === deployment.contextLength &&
  spec.slots === deployment.slots &&
  deployment.variants.includes(spec.variant.sha256);

function refusalOf(deployment: Deployment, places: readonly Place[]): Refusal {
  const cards = places.filter((place) => place.gpu.backend !== 'cpu' && place.gpu.usable && place.machine.online);
  const need = Math.min(...places.map((place) => place.needBytes));
  const room = Math.max(0, ...cards.map((place) => place.freeBytes));
  const named = { deploymentId: deployment.id, model: deployment.model, effect: 'Requests for it are refused.' };
  const failed = places.find((place) => place.setAside);
  if (failed) {
    return {
      ...named,
      reason: `${failed.obstacle}.`,
      action: 'It is tried again by itself. If it stays so, look at the agent’s log.',
    };
  }
  if (places.length === 0) {
    return {
      ...named,
      reason: 'No machine is connected.',
      action: 'Start the agent of a machine with a graphics card.',
    };
  }
  if (cards.length === 0) {
    const [first] = places.filter((place) => place.obstacle !== null);
    const why = first ? ` (${first.obstacle})` : '';
    const reason = `It needs ${bytesInWords(need)} of video memory, and no graphics card can be used${why}.`;
    return { ...named, reason, action: 'Add a machine with a graphics card.' };
  }
  const reason = `Needs ${bytesInWords(need)} on one card, the largest space is ${bytesInWords(room)}.`;
  return {
    ...named,
    reason,
    action: 'Choose a smaller variant or a shorter context, or close programs that use the card.',
  };
}
