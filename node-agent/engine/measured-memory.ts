/** What a loaded replica really takes, which corrects later estimates. */
import type { ReplicaMemory } from '../../contract/replica.ts';

interface Usage {
  readonly vram: number;
  readonly ram: number;
}

interface MemoryFacts {
  /** False for a replica on the processor: its memory is main memory. */
  readonly onGpu: boolean;
  /** llama.cpp's own breakdown of what it allocated for the model: exact. */
  readonly model: Usage;
  /** The same for the context: cache and compute buffers together. */
  readonly context: Usage;
  /** Cache buffers, from llama.cpp's load lines: exact to 10 kB. */
  readonly cacheBytes: number;
  /** By how much the backend's "used" figure grew over the load; 0 where the backend's figure never moves. */
  readonly grown: number;
}

/**
 * Memory of a loaded replica on its device. Weights and cache are what llama.cpp allocated. Work is its compute buffers, plus
 * the backend's own overhead where the device's figure shows one: measured there, and unknown (0) elsewhere.
 */
export function measuredMemory({ onGpu, model, context, cacheBytes, grown }: MemoryFacts): ReplicaMemory {
  const weightsBytes = onGpu ? model.vram : model.ram;
  const contextBytes = onGpu ? context.vram : context.ram;
  const overhead = onGpu ? Math.max(0, grown - weightsBytes - contextBytes) : 0;
  const workBytes = Math.max(0, contextBytes - cacheBytes) + overhead;
  return { weightsBytes, cacheBytes, workBytes };
}
