/** The running office as the search reads it: its file, and what is to say beside it. Pure. */
import type { Gpu } from '../../../contract/hardware.ts';
import type { Deployment, Variant } from '../../../contract/model.ts';
import type { Measured, OfficeFile, OfficeRunning } from '../../../contract/office-file.ts';
import type { Snapshot, SnapshotMachine } from '../../../contract/plan.ts';
import { leastShape } from '../memory.ts';
import type { Circumstances } from '../search/circumstances.ts';
import { points, totalOf, type Place } from '../search/task.ts';
import { needOf, needsIn, type Needs } from './greediest.ts';
import { gpuKey, namedVariants, officeFacts, officeMachine } from './office-parts.ts';
import { asRunsThere, bytesOn, limitOn, roomFor, roomNow } from './room-for.ts';

export interface LiveGpu {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
}

export interface LiveOffice {
  readonly office: OfficeFile;
  readonly circumstances: Circumstances;
  /** By their ids in the file. */
  readonly gpus: ReadonlyMap<string, LiveGpu>;
  readonly deploymentOf: (model: string) => Deployment;
  readonly variantOf: (model: string, id: string) => Variant;
}

/** Tokens per second that a deployment is planned for at least: one person reads about so fast. */
const leastDemand = 30;
/** Of what runs though its deployment does not allow it, or no more: it cannot stay. */
const unknownFile = '?';
/** In points of the score. A better variant that brings this much is worth a new load; a little more speed is not. */
const stayPoints = { ready: 5, loading: 4 } as const;
/** For a deployment of middle priority: as much as a third of all memory in use. */
const secondPoints = 3;
const middlePriority = 5;
/** A pin counts half as much as the least required replica: more than speed and memory may bring, and less than a minimum. */
const pinShare = 0.5;
/**
 * What has just come stays for less than the least required replica needs, and less than a pin: it stands in the way of neither,
 * and is not moved for speed or memory.
 */
const freshShare = 0.3;
/** Where the file lies already, a replica is a load away and not a copy. */
const filePoints = 1;
/** A processor takes what no card can take. */
const processorPoints = -1;

/** @param stay how much of its usual weight it has that what runs stays */
export function asOffice(snapshot: Snapshot, stay = 1): LiveOffice {
  const { machines, deployments, replicas, demand, marginBytes } = snapshot;
  const pairs = machines.flatMap((machine) => machine.gpus.map((gpu) => ({ machine, gpu })));
  const gpus = new Map(pairs.map((one) => [gpuKey(one.machine.id, one.gpu.id), one]));
  const named = deployments.flatMap((deployment) => namedVariants(deployment, snapshot.variants));
  const needs = needsIn(snapshot);
  const ofModel = Map.groupBy(named, ({ model }) => model);
  const office: OfficeFile = {
    format: 'aivailable-office/1',
    machines: machines.map((machine) => {
      const own = machine.gpus.map((gpu) => asRunsThere(snapshot, machine, gpu));
      return officeMachine({ ...machine, gpus: own }, marginBytes);
    }),
    models: deployments.map(({ model, contextLength, slots }) => ({
      id: model,
      variants: (ofModel.get(model) ?? []).map(({ id, quality, variant }) => ({
        id,
        quality,
        fileBytes: variant.sizeBytes,
        facts: officeFacts(variant),
        measured: needs(variant, { contextLength, slots: slots.min }),
      })),
    })),
    deployments: deployments
      .filter(({ model }) => ofModel.has(model))
      .map((one) => ({
        model: one.model,
        variants: (ofModel.get(one.model) ?? []).map(({ id }) => id),
        context: one.contextLength,
        slots: one.slots,
        replicas: one.replicas,
        priority: one.priority,
        demand: Math.max(leastDemand, demand.get(one.id) ?? 0),
      })),
    running: replicas.map(({ machineId, spec }) => ({
      model: spec.model,
      variant:
        named.find((one) => one.model === spec.model && one.variant.sha256 === spec.variant.sha256)?.id ?? unknownFile,
      gpus: spec.gpuIds.map((gpuId) => gpuKey(machineId, gpuId)),
      context: spec.contextLength,
      slots: spec.slots,
    })),
    policy: { margin: marginBytes, split: true, allowCpu: true },
  };
  const byName = new Map(deployments.map((one) => [one.model, one]));
  const files = new Map(named.map(({ model, id, variant }) => [`${model} ${id}`, variant]));
  const deploymentOf = (model: string) => byName.get(model) as Deployment;
  const variantOf = (model: string, id: string) => files.get(`${model} ${id}`) as Variant;
  return {
    office,
    circumstances: circumstancesOf(snapshot, { office, gpus, deploymentOf, variantOf, needs }, stay),
    gpus,
    deploymentOf,
    variantOf,
  };
}

type Known = Omit<LiveOffice, 'circumstances'> & { readonly needs: Needs };

function circumstancesOf(
  snapshot: Snapshot,
  { office, gpus, deploymentOf, variantOf, needs }: Known,
  stay: number,
): Circumstances {
  const least = leastRequired(office);
  const pinPoints = pinShare * least;
  const modelOf = new Map(office.models.flatMap(({ id, variants }) => variants.map((one) => [one, id] as const)));
  // One for each replica, in their order.
  const replicas = new Map(office.running.map((one, index) => [one, snapshot.replicas[index]]));
  const runningOf = (one: OfficeRunning) => replicas.get(one);
  return {
    usableBytes: (machine, { id }) => {
      const live = gpus.get(id);
      return machine.online && live ? roomNow(snapshot, live.machine, live.gpu) : 0;
    },
    memoryOf: (variant, _backends, { context, slots }) =>
      needs(variantOf(modelOf.get(variant) ?? '', variant.id), { contextLength: context, slots }),
    memoryOfRunning: (one) => {
      const running = runningOf(one);
      const { model, variant, context, slots } = one;
      if (!running || variant === unknownFile) return null;
      const estimate = needs(variantOf(model, variant), { contextLength: context, slots });
      return asMeasured(estimate, totalOf(estimate, context, slots), running.bytes);
    },
    mayStand: ({ model }, place) => mayStand(snapshot, deploymentOf(model), place, { gpus, needs }),
    bonus: ({ model }, { gpu }) => {
      const isPinned = deploymentOf(model).pins.some((pin) => gpuKey(pin.machineId, pin.gpuId) === gpu.id);
      const files = gpus.get(gpu.id)?.machine.files ?? null;
      const isThere = files === null || deploymentOf(model).variants.some((sha256) => files.includes(sha256));
      const processor = gpu.backend === 'cpu' ? processorPoints : 0;
      return processor + (isPinned ? pinPoints : 0) + (isThere ? filePoints : 0);
    },
    stayPoints: (one) => {
      const running = runningOf(one);
      const isFresh = running !== undefined && snapshot.fresh.includes(running.spec.replicaId);
      return stay * stayPoints[running?.loading ? 'loading' : 'ready'] + (isFresh ? freshShare * least : 0);
    },
    secondPoints: ({ priority }) => (secondPoints * priority) / middlePriority,
  };
}

/** Points of the least required replica. */
function leastRequired({ deployments }: OfficeFile): number {
  const required = deployments.filter(({ replicas }) => replicas.min > 0);
  const all = required.reduce((sum, { priority, replicas }) => sum + priority * replicas.min, 0);
  return (points.quality * Math.min(...required.map(({ priority }) => priority), all || 1)) / (all || 1);
}

/** What runs takes what it was measured to take: the difference is its working space. */
const asMeasured = (estimate: Measured, estimated: number, bytes: number): Measured => ({
  ...estimate,
  compute: Math.max(0, estimate.compute + bytes - estimated),
});

function mayStand(
  snapshot: Snapshot,
  deployment: Deployment,
  place: Place,
  { gpus, needs }: Pick<Known, 'gpus' | 'needs'>,
): boolean {
  const { setAside, variants, cpuMachines } = snapshot;
  const live = gpus.get(place.gpu.id);
  if (!live) return false;
  const isAside = setAside.some(
    (one) => one.deploymentId === deployment.id && one.machineId === live.machine.id && one.gpuId === live.gpu.id,
  );
  if (isAside || isHeldFast(snapshot, deployment, live, needs)) return false;
  if (live.gpu.backend !== 'cpu' || cpuMachines) return true;
  return variants.some(({ sha256, demo }) => demo && deployment.variants.includes(sha256));
}

/**
 * Models stay there in memory that others took. The card seems to have room for as much, and has not: who does not run there and
 * fits only into that would drive them out, and find no place.
 */
function isHeldFast(snapshot: Snapshot, deployment: Deployment, { machine, gpu }: LiveGpu, needs: Needs): boolean {
  const { replicas, variants, marginBytes, makeRoom } = snapshot;
  if (makeRoom) return false;
  const room = roomFor(gpu, marginBytes, limitOn(machine, gpu.id));
  const here = replicas.filter(({ machineId, spec }) => machineId === machine.id && spec.gpuIds.includes(gpu.id));
  // Of a card that is being filled nothing is known.
  if (here.some(({ loading }) => loading) || bytesOn(here, machine.id, gpu.id) <= room) return false;
  if (here.some(({ spec }) => spec.deploymentId === deployment.id)) return false;
  const own = variants.filter(({ sha256 }) => deployment.variants.includes(sha256));
  return own.every((variant) => needOf(needs, variant, leastShape(deployment)) > room);
}
