/** Where a replica could go: every GPU of the office, each with its free space or the reason why not. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Gpu } from '../../contract/hardware.ts';
import type { Deployment, Variant } from '../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../contract/plan.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';
import type { HeldBytes } from './held-bytes.ts';
import { estimateMemory, leastShape, totalBytes } from './memory.ts';
import { roomFor } from './rooms.ts';

/**
 * yes: it can go here now. soon: when those that leave have left. resting: it would fit, and the machine does not serve.
 * limited: it would fit, and the admin shares less of the card. failed: it failed here lately. no: none of these.
 */
type Verdict = 'yes' | 'soon' | 'resting' | 'limited' | 'failed' | 'no';

export interface Place {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
  readonly memory: ReplicaMemory;
  readonly needBytes: number;
  /** What the plan may still give away, now. */
  readonly freeBytes: number;
  readonly verdict: Verdict;
  /** Why it cannot go here, without a full stop; empty when it can. */
  readonly obstacle: string;
}

/** Bytes that are not free. */
export interface Taken {
  /** Given away by the plan so far. */
  readonly planned: Pick<HeldBytes, 'at'>;
  /** Still held by replicas that leave. */
  readonly leaving: Pick<HeldBytes, 'at'>;
}

export function placesFor(deployment: Deployment, variant: Variant, snapshot: Snapshot, taken: Taken): Place[] {
  return snapshot.machines.flatMap((machine) =>
    machine.gpus.map((gpu) => {
      const memory = estimateMemory(variant.facts, leastShape(deployment), gpu.backend);
      const needBytes = totalBytes(memory);
      const planned = taken.planned.at(machine.id, gpu.id);
      const leaving = taken.leaving.at(machine.id, gpu.id);
      const room = roomFor(gpu, snapshot.marginBytes, machine.limits[gpu.id]);
      const roomWithoutLimit = roomFor(gpu, snapshot.marginBytes) - planned - leaving;
      const freeBytes = Math.max(0, room - planned - leaving);
      const space = { needBytes, freeBytes, soonBytes: room - planned, roomWithoutLimit };
      return {
        machine,
        gpu,
        memory,
        needBytes,
        freeBytes,
        ...judge({ machine, gpu, deployment, variant, snapshot, space }),
      };
    }),
  );
}

interface Case {
  readonly machine: SnapshotMachine;
  readonly gpu: Gpu;
  readonly deployment: Deployment;
  readonly variant: Variant;
  readonly snapshot: Snapshot;
  readonly space: { needBytes: number; freeBytes: number; soonBytes: number; roomWithoutLimit: number };
}

function judge({ machine, gpu, deployment, variant, snapshot, space }: Case): Pick<Place, 'verdict' | 'obstacle'> {
  const { needBytes, freeBytes, soonBytes, roomWithoutLimit } = space;
  const verdict = (is: Verdict, obstacle: string) => ({ verdict: is, obstacle });
  if (!gpu.usable) return verdict('no', gpu.reason ?? `${gpu.name} cannot be used`);
  if (gpu.backend === 'cpu' && !variant.demo && !snapshot.cpuMachines) {
    return verdict('no', `the processor of ${machine.name} runs the demo model only`);
  }
  if (!machine.serving) {
    return verdict(needBytes <= soonBytes ? 'resting' : 'no', machine.whyNot ?? `${machine.name} does not serve`);
  }
  const aside = snapshot.setAside.find(
    (entry) => entry.deploymentId === deployment.id && entry.machineId === machine.id && entry.gpuId === gpu.id,
  );
  if (aside) return verdict('failed', `On ${machine.name}: ${aside.reason}`);
  if (needBytes <= freeBytes) return verdict('yes', '');
  const few = `needs ${bytesInWords(needBytes)}, ${bytesInWords(freeBytes)} free on ${gpu.name}`;
  if (needBytes <= soonBytes) return verdict('soon', `${few}, the rest is being freed`);
  const limit = machine.limits[gpu.id];
  if (limit !== undefined && needBytes <= roomWithoutLimit) {
    return verdict('limited', `${few}, of which at most ${bytesInWords(limit)} are shared`);
  }
  const others = gpu.othersBytes > 0 ? `, other programs use ${bytesInWords(gpu.othersBytes)}` : '';
  return verdict('no', few + others);
}
