/** Where a replica could go: every GPU of the office, each with its free space or the reason why not. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Gpu } from '../../contract/hardware.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../contract/plan.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';
import { estimateMemory, totalBytes } from './memory.ts';

export interface Place {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
  readonly memory: ReplicaMemory;
  readonly needBytes: number;
  readonly freeBytes: number;
  /** Why it cannot go here; null when it can. */
  readonly obstacle: string | null;
  /** It failed here lately. */
  readonly setAside: boolean;
}

/** Bytes that models may use on a GPU: all but what other programs hold and the margin. */
export const roomFor = (gpu: Gpu, marginBytes: number): number =>
  Math.max(0, gpu.totalBytes - gpu.othersBytes - marginBytes);

/** @param used bytes that the plan has given away so far, by `placeKey`. */
export function placesFor(
  deployment: Deployment,
  variant: Variant,
  snapshot: Snapshot,
  used: ReadonlyMap<string, number>,
): Place[] {
  return snapshot.machines.flatMap((machine) =>
    machine.gpus.map((gpu) => {
      const memory = estimateMemory(variant.facts, deployment, gpu.backend);
      const needBytes = totalBytes(memory);
      const freeBytes = Math.max(0, roomFor(gpu, snapshot.marginBytes) - (used.get(placeKey(machine.id, gpu.id)) ?? 0));
      const obstacle = obstacleAt({ machine, gpu, needBytes, freeBytes, deployment, variant, snapshot });
      return { machine, gpu, memory, needBytes, freeBytes, ...obstacle };
    }),
  );
}

export const placeKey = (machineId: string, gpuId: string): string => `${machineId} ${gpuId}`;

interface Case {
  machine: SnapshotMachine;
  gpu: Gpu;
  needBytes: number;
  freeBytes: number;
  deployment: Deployment;
  variant: Variant;
  snapshot: Snapshot;
}

function obstacleAt({
  machine,
  gpu,
  needBytes,
  freeBytes,
  deployment,
  variant,
  snapshot,
}: Case): Pick<Place, 'obstacle' | 'setAside'> {
  const no = (obstacle: string) => ({ obstacle, setAside: false });
  if (!machine.online) return no(`${machine.name} is not connected`);
  if (!gpu.usable) return no(gpu.reason ?? `${gpu.name} cannot be used`);
  if (gpu.backend === 'cpu' && !variant.demo && !snapshot.cpuMachines) {
    return no(`the processor of ${machine.name} runs the demo model only`);
  }
  const aside = snapshot.setAside.find(
    (entry) => entry.deploymentId === deployment.id && entry.machineId === machine.id && entry.gpuId === gpu.id,
  );
  if (aside) return { obstacle: `On ${machine.name}: ${aside.reason}`, setAside: true };
  if (needBytes <= freeBytes) return { obstacle: null, setAside: false };
  const others = gpu.othersBytes > 0 ? `, other programs use ${bytesInWords(gpu.othersBytes)}` : '';
  return no(`needs ${bytesInWords(needBytes)}, ${bytesInWords(freeBytes)} free on ${gpu.name}${others}`);
}
