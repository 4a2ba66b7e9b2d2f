/**
 * Conversation memory, which llama.cpp allocates whole at the load (llama_kv_cache, llama_kv_cache_iswa, llama_memory_recurrent):
 *
 *   Σ over layers: KV heads × (key length + value length) × cells × slots × 2 bytes (keys and values in F16)
 *   cells  the context, padded to 256; of a layer that keeps its window alone at most the window and one micro-batch, padded
 *   state  of recurrent layers, once for each slot, in F32
 *
 * A model that makes vectors has one slot, as texts take turns, and a place for one token more (openEmbeddingContext).
 *
 * Pure.
 */
import type { GgufFacts } from '../../../contract/model.ts';
import type { Shape } from './shape.ts';
import { microBatch, padded } from './batch.ts';

const elementBytes = 2;

export function cacheBytes(facts: GgufFacts, shape: Shape): number {
  const { kvHeads, keyLength, valueLength, slidingWindow, graph } = facts;
  const makesVectors = graph?.vectors === true;
  const cells = padded(shape.contextLength + (makesVectors ? 1 : 0));
  const windowCells = Math.min(cells, padded((slidingWindow ?? cells) + microBatch(facts, shape)));
  const elements = kvHeads.reduce((sum, heads, layer) => {
    const slides = graph?.slidingLayers[layer] ?? false;
    const length = slides && graph ? graph.slidingKeyLength + graph.slidingValueLength : keyLength + valueLength;
    return sum + heads * length * (slides ? windowCells : cells);
  }, 0);
  return (elements * elementBytes + (graph?.stateBytes ?? 0)) * (makesVectors ? 1 : shape.slots);
}
