/** What a card's memory is used for, in bytes. */
import type { ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';

/** What a bar's memory is used for, in bytes. */
interface BarFacts {
  readonly models: number;
  readonly others: number;
  readonly margin: number;
  /** Kept from models by what an admin shares of this device. */
  readonly heldBack: number;
  readonly free: number;
}

/** Bytes of a replica on one of its GPUs: shared evenly when there are several. */
export function replicaBytes({ memory, gpuIds }: ReplicaView): number {
  return (memory.weightsBytes + memory.cacheBytes + memory.workBytes) / Math.max(1, gpuIds.length);
}

/** Made once: each one made anew costs more than the rest of a row. */
const byLoading = new Intl.Collator('en', { numeric: true });

/** Replicas on `gpu`, in the order in which they were loaded. Those of a lost machine are gone: ghosts that hold nothing. */
export const replicasOn = (gpu: Gpu, replicas: readonly ReplicaView[]): ReplicaView[] =>
  replicas
    .filter(({ gpuIds }) => gpuIds.includes(gpu.id))
    .toSorted((a, b) => byLoading.compare(a.replicaId, b.replicaId));

/** @param limitBytes what the office may use of it at most; left out: all of it */
export function barFacts(
  gpu: Gpu,
  replicas: readonly ReplicaView[],
  marginBytes: number,
  limitBytes = gpu.totalBytes,
): BarFacts {
  const placed = replicasOn(gpu, replicas)
    .filter(({ state }) => state !== 'failed' && state !== 'gone')
    .reduce((sum, replica) => sum + replicaBytes(replica), 0);
  const others = Math.min(gpu.othersBytes, gpu.totalBytes);
  const margin = Math.min(marginBytes, gpu.totalBytes - others);
  const open = gpu.totalBytes - others - margin;
  const heldBack = Math.max(0, open - limitBytes);
  const free = Math.max(0, open - heldBack - placed);
  return { models: placed, others, margin, heldBack, free };
}

/** How much of a replica's weights has arrived, 0 to 1: what our runners hold there beyond the loaded ones. */
export function loadedShare(gpu: Gpu, replicas: readonly ReplicaView[], replica: ReplicaView): number {
  if (replica.state === 'planned' || replica.state === 'copying') return 0;
  if (replica.state !== 'loading') return 1;
  const loaded = replicasOn(gpu, replicas)
    .filter(({ state }) => state === 'ready' || state === 'draining' || state === 'warming')
    .reduce((sum, one) => sum + replicaBytes(one), 0);
  const weights = replica.memory.weightsBytes / Math.max(1, replica.gpuIds.length);
  return weights === 0 ? 0 : Math.min(1, Math.max(0, (gpu.oursBytes - loaded) / weights));
}
