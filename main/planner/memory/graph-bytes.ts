/**
 * Compute buffers: what llama.cpp reserves for one micro-batch (graph_reserve; ggml-alloc reuses what is not read any more). The
 * larger of two moments counts, in F32 for each token; on a processor the embedding lies there too, one width more:
 *
 *   layer   3 × width + 3 × feed-forward length (of a mixture: of all experts used together), or in its place the queries and
 *           their result; without flash attention also heads × cells. And the masks: cells in F16, once more for sliding windows
 *   output  vocabulary + 2 × width + feed-forward length, whose place is not always found again. Not of models that read a text in one piece for its vector
 *
 * and keys and values of the batch with both. The widths were found by comparing with llama.cpp's own projection for true shapes (docs/measured.md). Pure.
 */
import type { GgufFacts, GraphFacts } from '../../../contract/model.ts';
import type { Shape } from './shape.ts';
import { microBatch, padded, readsInOnePiece, reservedTokens } from './batch.ts';
import { takesFlashAttention } from './flash-attention.ts';

const floatBytes = 4;
const maskBytes = 2;
/** Architectures whose graph was not looked up, and such as have states, may keep more alive at once. */
const unknownFactor = 2;
/** Wider than any known feed-forward, in widths of the embedding: for facts without it. */
const widestFeedForward = 8;

/** @param backend as the agent or an office file names it. */
export function graphBytes(facts: GgufFacts, shape: Shape, backend: string): number {
  const { embeddingLength, vocabularySize, slidingWindow } = facts;
  const graph = facts.graph ?? unknownGraph(facts);
  const tokens = reservedTokens(facts, shape);
  const onePiece = readsInOnePiece(facts);
  const cells = onePiece ? tokens : padded(shape.contextLength);
  const windowCells = graph.slidingLayers.includes(true)
    ? Math.min(cells, padded((slidingWindow ?? cells) + microBatch(facts, shape)))
    : 0;
  const flash = takesFlashAttention(facts, backend);
  const masks = (cells + windowCells) * maskBytes * (flash ? 1 : 2);
  const embedding = backend === 'cpu' ? embeddingLength : 0;
  const wide = feedForwardWidth(graph);
  const kept = Math.max(0, ...facts.kvHeads) * (facts.keyLength + facts.valueLength);
  const layer = layerFloats(facts, graph, wide) + kept + embedding + (flash ? 0 : graph.heads * cells);
  const output = onePiece ? 0 : vocabularySize + 2 * embeddingLength + kept + embedding + wide;
  const layerBytes = masks + layer * floatBytes * (graph.wellKnown ? 1 : unknownFactor);
  return tokens * Math.max(layerBytes, output * floatBytes);
}

function layerFloats(facts: GgufFacts, { heads, experts }: GraphFacts, wide: number): number {
  const { embeddingLength: width, keyLength, valueLength } = facts;
  const queries = heads * (keyLength + Math.max(keyLength, valueLength));
  // Each expert gives a whole width, before they are added up.
  const down = experts ? wide + experts.used * width : 0;
  return 3 * width + Math.max(queries, 3 * wide, down) + 4 * (experts?.count ?? 0);
}

/** Values that a feed-forward spreads each token to. */
function feedForwardWidth({ feedForwardLength, experts }: GraphFacts): number {
  return experts ? Math.max(feedForwardLength, experts.used * experts.feedForwardLength) : feedForwardLength;
}

const unknownGraph = ({ embeddingLength, keyLength }: GgufFacts): GraphFacts => ({
  heads: Math.ceil(embeddingLength / keyLength),
  feedForwardLength: widestFeedForward * embeddingLength,
  experts: null,
  slidingLayers: [],
  slidingKeyLength: 0,
  slidingValueLength: 0,
  stateBytes: 0,
  offGpuBytes: 0,
  tensors: 0,
  vectors: false,
  wellKnown: true,
});
