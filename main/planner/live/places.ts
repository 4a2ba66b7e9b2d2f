/** Where a replica that lacks a place could go: every GPU of the office, each with its free space or what stands in the way. Pure. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import type { Deployment, Variant } from '../../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../../contract/plan.ts';
import { leastShape } from '../memory.ts';
import { needOf, type Needs } from './greediest.ts';
import { gpuKey } from './office-parts.ts';
import { limitOn, roomFor } from './room-for.ts';

/**
 * taken: a replica of the same deployment stands there. failed: it failed there lately. resting: it would fit, and the machine does
 * not serve. limited: it would fit, and the admin shares less of the card. full: it is too large for what is free. no: never.
 */
type Verdict = 'taken' | 'failed' | 'resting' | 'limited' | 'full' | 'no';

export interface Place {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
  readonly variant: Variant;
  readonly needBytes: number;
  /** What the plan leaves free. */
  readonly freeBytes: number;
  /** What models may use, with none there. */
  readonly roomBytes: number;
  readonly verdict: Verdict;
  /** Why it cannot go there, without a full stop. */
  readonly obstacle: string;
}

/** @param planned bytes that the plan gives to replicas, by GPU. @param standing GPUs that have a replica of the deployment */
export function placesFor(
  deployment: Deployment,
  snapshot: Snapshot,
  planned: ReadonlyMap<string, number>,
  standing: ReadonlySet<string>,
  needs: Needs,
): Place[] {
  const variants = deployment.variants.flatMap(
    (sha256) => snapshot.variants.find((one) => one.sha256 === sha256) ?? [],
  );
  return snapshot.machines.flatMap((machine) =>
    machine.gpus.flatMap((gpu) =>
      variants.map((variant) => {
        const key = gpuKey(machine.id, gpu.id);
        const needBytes = needOf(needs, variant, leastShape(deployment));
        const roomBytes = roomFor(gpu, snapshot.marginBytes, limitOn(machine, gpu.id));
        const freeBytes = Math.max(0, roomBytes - (planned.get(key) ?? 0));
        const place = { machine, gpu, variant, needBytes, freeBytes, roomBytes };
        const isTaken = standing.has(key);
        return { ...place, ...judge(place, deployment, snapshot, isTaken) };
      }),
    ),
  );
}

function judge(
  { machine, gpu, variant, needBytes, freeBytes }: Omit<Place, 'verdict' | 'obstacle'>,
  deployment: Deployment,
  snapshot: Snapshot,
  isTaken: boolean,
): Pick<Place, 'verdict' | 'obstacle'> {
  const { setAside, cpuMachines, marginBytes } = snapshot;
  const verdict = (is: Verdict, obstacle: string) => ({ verdict: is, obstacle: obstacle.replace(/\.$/, '') });
  if (!gpu.usable) return verdict('no', gpu.reason ?? `${gpu.name} cannot be used`);
  if (gpu.backend === 'cpu' && !variant.demo && !cpuMachines) {
    return verdict('no', `the processor of ${machine.name} runs the demo model only`);
  }
  if (isTaken) return verdict('taken', `${gpu.name} on ${machine.name} has one`);
  if (!machine.serving) {
    return verdict(needBytes <= freeBytes ? 'resting' : 'no', machine.whyNot ?? `${machine.name} does not serve`);
  }
  const aside = setAside.find(
    (entry) => entry.deploymentId === deployment.id && entry.machineId === machine.id && entry.gpuId === gpu.id,
  );
  if (aside) return verdict('failed', `On ${machine.name}: ${aside.reason}`);
  const few = `needs ${bytesInWords(needBytes)}, ${bytesInWords(freeBytes)} free on ${gpu.name}`;
  const limit = machine.limits.get(gpu.id);
  const given = roomFor(gpu, marginBytes, limitOn(machine, gpu.id)) - freeBytes;
  if (limit !== undefined && needBytes > freeBytes && needBytes <= roomFor(gpu, marginBytes) - given) {
    return verdict('limited', `${few}, of which at most ${bytesInWords(limit)} are shared`);
  }
  return verdict('full', few);
}
