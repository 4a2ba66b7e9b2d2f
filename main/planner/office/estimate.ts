/**
 * The memory of a replica where no load was measured, from the facts of an office file: the same estimate as the live office's, in
 * the parts that an office file has. Never under: what such a file does not tell counts as more.
 *
 *   weights     the whole file, embedding and header too
 *   kvPerToken  one token of the cache; a sliding window is counted as the whole context
 *   compute     one micro-batch, and what the cache is padded by
 *   overhead    what the backend holds itself
 */
import type { GgufFacts } from '../../../contract/model.ts';
import type { Measured, OfficeVariant } from '../../../contract/office-file.ts';
import { padded } from '../memory/batch.ts';
import { cacheBytes } from '../memory/cache-bytes.ts';
import { graphBytes } from '../memory/graph-bytes.ts';
import { overheadBytes } from '../memory/overhead.ts';
import type { Shape } from '../memory/shape.ts';

/** Architectures of llama.cpp that make vectors and no text. */
const embedders = /bert|^gemma-embedding$|^t5encoder$/;

/**
 * @param shape the largest that is wished: work grows with it
 * @param backends of the GPUs it may go to: the greediest counts, so that the replica fits on any of them.
 */
export function memoryOf(variant: OfficeVariant, shape: Shape, backends: readonly string[]): Measured {
  const { fileBytes, measured } = variant;
  if (measured) return measured;
  const facts = factsOf(variant);
  // What makes vectors keeps nothing, but a file may say otherwise: its cache is counted, its batch is a whole context.
  const graph = facts.graph?.vectors ? { ...facts, kvHeads: [] } : facts;
  const token = padded(1);
  const kvPerToken = cacheBytes(facts, { contextLength: token, slots: 1 }) / token;
  const padding = (padded(shape.contextLength) - shape.contextLength) * shape.slots;
  const most = (of: (backend: string) => number): number => Math.max(0, ...backends.map(of));
  return {
    weights: fileBytes,
    kvPerToken,
    compute: kvPerToken * padding + most((backend) => graphBytes(graph, shape, backend)),
    overhead: most(overheadBytes),
  };
}

function factsOf({ facts, fileBytes }: OfficeVariant): GgufFacts {
  const { architecture, layers, embedding, heads, kvHeads, headSize, feedForward, vocab, contextMax } = facts;
  return {
    architecture,
    name: '',
    parameters: 0,
    quantization: '',
    layers,
    embeddingLength: embedding,
    vocabularySize: vocab,
    kvHeads: Array.from({ length: layers }, () => kvHeads),
    keyLength: headSize,
    valueLength: headSize,
    slidingWindow: facts.slidingWindow,
    trainedContext: contextMax,
    tensorBytes: fileBytes,
    chatTemplate: false,
    graph: {
      heads,
      feedForwardLength: feedForward,
      experts: null,
      slidingLayers: [],
      slidingKeyLength: headSize,
      slidingValueLength: headSize,
      stateBytes: 0,
      offGpuBytes: 0,
      tensors: 0,
      vectors: embedders.test(architecture),
      wellKnown: true,
    },
  };
}
