/** The catalogue: open models that suit the cards of offices, 4 to 24 GB. */
import type { GgufFacts } from '../../../contract/model.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';
import { others } from './others.ts';
import { qwen } from './qwen.ts';
import { wellKnown } from './well-known.ts';

export const catalogue: readonly CatalogueEntry[] = [...qwen, ...wellKnown, ...others];

/** What the header of a file of the catalogue will say, for the estimate. The file is taken for its tensors: over, never under. */
export function factsOf({ name, parameters, header, kind }: CatalogueEntry, file: CatalogueFile): GgufFacts {
  const { architecture, layers, embeddingLength, vocabularySize, kvHeads, headLength, slidingWindow } = header;
  return {
    architecture,
    name,
    parameters,
    quantization: file.quantization,
    layers,
    embeddingLength,
    vocabularySize,
    kvHeads: Array.from({ length: layers }, () => kvHeads),
    keyLength: headLength,
    valueLength: headLength,
    slidingWindow,
    trainedContext: header.trainedContext,
    tensorBytes: file.sizeBytes,
    chatTemplate: kind === 'chat',
  };
}
