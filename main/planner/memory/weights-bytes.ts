/**
 * Weights: all tensors as they stand in the file. On a GPU without those that only rows are read from (llama.cpp leaves them in
 * main memory), and each tensor begins at a multiple of the backend's alignment. Pure.
 */
import type { Backend } from '../../../contract/hardware.ts';
import type { GgufFacts } from '../../../contract/model.ts';

/** minStorageBufferOffsetAlignment of Vulkan is at most this; ggml's CUDA buffers have 128, others less. */
const alignment = 256;

export function weightsBytes({ tensorBytes, graph }: GgufFacts, backend: Backend): number {
  const padding = (graph?.tensors ?? 0) * alignment;
  return tensorBytes + padding - (backend === 'cpu' ? 0 : (graph?.offGpuBytes ?? 0));
}
