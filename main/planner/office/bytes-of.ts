import type { Measured, ReplicaBytes } from '../../../contract/office-file.ts';

/** What a replica takes. Each of its GPUs has its own compute buffer and overhead. */
export function bytesOf(memory: Measured, context: number, slots: number, gpus = 1): ReplicaBytes {
  const { weights } = memory;
  const kv = memory.kvPerToken * context * slots;
  const compute = memory.compute * gpus;
  const overhead = memory.overhead * gpus;
  return { weights, kv, compute, overhead, total: weights + kv + compute + overhead };
}
