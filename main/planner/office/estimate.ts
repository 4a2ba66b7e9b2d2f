/**
 * The memory of a replica where no load was measured, from the facts of an office file. Never under: where a model may
 * take less, more is counted.
 *
 *   weights     the file as it is: tensors are loaded byte by byte, only the header of some MB stays behind
 *   kvPerToken  layers × KV heads × head size × 2 (keys and values) × 2 bytes (F16), as llama_kv_cache in llama.cpp allocates it.
 *               A sliding window is counted as the whole context
 *   compute     llama.cpp's graph for one micro-batch of 512 tokens in F32: two buffers of the embedding's width, two of the
 *               feed-forward's, and the logits, which an embedding model does not have
 *   overhead    pipelines, staging buffers and the driver's own, by backend
 */
import type { Measured, OfficeVariant } from '../../../contract/office-file.ts';

const mib = 1024 ** 2;
const microBatch = 512;
const cacheElementBytes = 2;
const floatBytes = 4;

const overheads: Readonly<Record<string, number>> = {
  vulkan: 128 * mib,
  cuda: 256 * mib,
  rocm: 256 * mib,
  metal: 64 * mib,
  cpu: 32 * mib,
};
const unknownOverhead = 256 * mib;

/** Architectures of llama.cpp that make vectors and no text. */
const embedders = /bert|^gemma-embedding$|^t5encoder$/;

/** @param backends of the GPUs it may go to: the greediest counts, so that the replica fits on any of them. */
export function memoryOf(variant: OfficeVariant, backends: readonly string[]): Measured {
  const { facts, fileBytes, measured } = variant;
  if (measured) return measured;
  const logits = embedders.test(facts.architecture) ? 0 : facts.vocab;
  return {
    weights: fileBytes,
    kvPerToken: facts.layers * facts.kvHeads * facts.headSize * 2 * cacheElementBytes,
    compute: microBatch * (2 * facts.embedding + 2 * facts.feedForward + logits) * floatBytes,
    overhead: Math.max(0, ...backends.map((backend) => overheads[backend] ?? unknownOverhead)),
  };
}
