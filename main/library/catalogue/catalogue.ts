/** The catalogue: open models that suit the cards of offices, 4 to 24 GB. */
import type { GgufFacts } from '../../../contract/model.ts';
import { keptHeads } from '../graph-facts.ts';
import { slidingLayers } from '../sliding-layers.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';
import { others } from './others.ts';
import { qwen } from './qwen.ts';
import { wellKnown } from './well-known.ts';

export const catalogue: readonly CatalogueEntry[] = [...qwen, ...wellKnown, ...others];

/** What the header of a file of the catalogue will say, for the estimate. The file is taken for its tensors: over, never under. */
export function factsOf({ name, parameters, header, kind }: CatalogueEntry, file: CatalogueFile): GgufFacts {
  const { architecture, layers, embeddingLength, vocabularySize, headLength, slidingWindow } = header;
  const kvHeads = Array.from({ length: layers }, () => header.kvHeads);
  const none = kvHeads.map(() => false);
  return {
    architecture,
    name,
    parameters,
    quantization: file.quantization,
    layers,
    embeddingLength,
    vocabularySize,
    kvHeads: keptHeads(architecture, kvHeads, none, () => undefined),
    keyLength: headLength,
    valueLength: headLength,
    slidingWindow,
    trainedContext: header.trainedContext,
    tensorBytes: file.sizeBytes,
    chatTemplate: kind === 'chat',
    graph: {
      heads: header.heads,
      feedForwardLength: header.feedForwardLength,
      experts: null,
      slidingLayers: slidingLayers(architecture, slidingWindow === null ? 0 : layers, undefined),
      slidingKeyLength: headLength,
      slidingValueLength: headLength,
      stateBytes: 0,
      offGpuBytes: header.tied ? 0 : leastBytes(vocabularySize * embeddingLength, file.quantization),
      tensors: 0,
      vectors: kind !== 'chat',
      ...(kind === 'reranker' ? { ranks: true } : {}),
      wellKnown: true,
    },
  };
}

/** Bytes that so many values take at least: a block has more bits for each than its name says. */
const leastBytes = (values: number, quantization: string): number =>
  Math.floor((values * Number(/\d+/.exec(quantization)?.[0] ?? 0)) / 8);
