/**
 * The memory estimate of a replica, from the GGUF header alone. Measured figures replace it after the load.
 *
 *   weights  all tensors, as they stand in the file
 *   cache    Σ over layers: KV heads × (key length + value length) × tokens × slots × 2 bytes (F16). llama.cpp allocates
 *            it whole at the start (llama_kv_cache in llama.cpp). A sliding window is counted as the whole context: over, never under
 *   work     llama.cpp's compute graph for one micro-batch of 512 tokens: the logits and some six activations of the
 *            embedding's width in F32, and what the backend itself holds
 */
import type { Backend } from '../../contract/hardware.ts';
import type { Deployment, GgufFacts } from '../../contract/model.ts';
import type { ReplicaMemory } from '../../contract/replica.ts';

const mib = 1024 * 1024;
const microBatch = 512;
const cacheElementBytes = 2;
const floatBytes = 4;
const activations = 6;

/** Pipelines, staging buffers and the driver's own, in bytes. */
const overheadBytes: Readonly<Record<Backend, number>> = {
  vulkan: 128 * mib,
  cuda: 256 * mib,
  metal: 64 * mib,
  cpu: 32 * mib,
};

export interface Shape {
  /** Tokens for each slot. */
  readonly contextLength: number;
  readonly slots: number;
}

/** The smallest replica that a deployment can do with. */
export const leastShape = ({ contextLength, slots }: Deployment): Shape => ({ contextLength, slots: slots.min });

export function estimateMemory(facts: GgufFacts, shape: Shape, backend: Backend): ReplicaMemory {
  const tokens = shape.contextLength * shape.slots;
  const elements = facts.kvHeads.reduce((sum, heads) => sum + heads * (facts.keyLength + facts.valueLength), 0);
  const graph = microBatch * (facts.vocabularySize + activations * facts.embeddingLength) * floatBytes;
  return {
    weightsBytes: facts.tensorBytes,
    cacheBytes: elements * tokens * cacheElementBytes,
    workBytes: graph + overheadBytes[backend],
  };
}

export const totalBytes = (memory: ReplicaMemory): number => memory.weightsBytes + memory.cacheBytes + memory.workBytes;
