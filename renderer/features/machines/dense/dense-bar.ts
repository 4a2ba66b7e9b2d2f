/** Where everything stands on a bar of the dense map, in whole pixels. Pure. */
import type { ReplicaView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { barFacts, replicaBytes, replicasOn } from '../bars/bar-facts.ts';

interface DenseBlock {
  readonly replica: ReplicaView;
  readonly left: number;
  readonly width: number;
  readonly weights: number;
  readonly cache: number;
  readonly code: boolean;
}

interface DenseBar {
  readonly width: number;
  readonly blocks: readonly DenseBlock[];
  readonly other: number;
  readonly limit: number;
  readonly freeBytes: number;
}

/** A block is at least so wide: it can be seen, and hit. */
const leastBlock = 5;

export function denseBar(
  gpu: Gpu,
  replicas: readonly ReplicaView[],
  marginBytes: number,
  px: number,
  limitBytes?: number,
): DenseBar {
  const at = (bytes: number): number => Math.round((bytes / 1024 ** 3) * px);
  const { others, margin, heldBack, free } = barFacts(gpu, replicas, marginBytes, limitBytes);
  const width = at(gpu.totalBytes);
  let start = 0;
  let end = 0;
  const blocks = replicasOn(gpu, replicas).map((replica) => {
    const share = Math.max(1, replica.gpuIds.length);
    const left = Math.min(Math.max(at(start) + 1, end + 1), width - leastBlock - 1);
    start += replicaBytes(replica);
    const wide = Math.min(Math.max(at(start) - left - 1, leastBlock), width - 1 - left);
    const weights = Math.min(at(replica.memory.weightsBytes / share), wide);
    const cache = Math.min(at(replica.memory.cacheBytes / share), wide - weights);
    end = left + wide;
    return { replica, left, width: wide, weights, cache, code: weights >= 4 + 6 * replica.code.length };
  });
  const open = gpu.totalBytes - others - margin;
  return { width, blocks, other: Math.max(0, at(others) - 1), limit: at(open - heldBack), freeBytes: free };
}
