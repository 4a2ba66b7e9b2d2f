/** The words in which the catalogue's entries are written down: short, so that an entry reads as a whole. */
import type { LicenceView } from '../../../contract/library.ts';
import type { CatalogueEntry, CatalogueFile } from './entry.ts';

/** One quantization: its size in bytes, and its hash where it is known. */
type Size = Pick<CatalogueFile, 'sizeBytes' | 'approximate' | 'sha256'>;

export const exactly = (sizeBytes: number, sha256: string | null = null): Size => ({
  sizeBytes,
  approximate: false,
  sha256,
});
export const about = (sizeBytes: number): Size => ({ sizeBytes, approximate: true, sha256: null });

interface Description extends Omit<CatalogueEntry, 'files' | 'header' | 'revision' | 'kind'> {
  readonly kind?: CatalogueEntry['kind'];
  /** Its file's name, with {} where the quantization stands. */
  readonly file: string;
  readonly sizes: Readonly<Record<string, Size>>;
  /** Architecture, layers, embedding, vocabulary, KV heads, head size, trained context, sliding window. */
  readonly shape: readonly [
    architecture: string,
    layers: number,
    embeddingLength: number,
    vocabularySize: number,
    kvHeads: number,
    headLength: number,
    trainedContext: number,
    slidingWindow?: number,
  ];
  /** Heads, feed-forward length, and whether its output is a tensor of its own or the embedding again. */
  readonly graph: readonly [heads: number, feedForwardLength: number, output: 'own' | 'tied'];
}

export function entry({ file, sizes, shape, graph, kind = 'chat', ...rest }: Description): CatalogueEntry {
  const [architecture, layers, embeddingLength, vocabularySize, kvHeads, headLength, trainedContext, window] = shape;
  const [heads, feedForwardLength, output] = graph;
  return {
    ...rest,
    kind,
    revision: 'main',
    files: Object.entries(sizes)
      .map(([quantization, size]) => ({ quantization, paths: [file.replace('{}', quantization)], ...size }))
      .toSorted((a, b) => b.sizeBytes - a.sizeBytes),
    header: {
      architecture,
      layers,
      embeddingLength,
      vocabularySize,
      kvHeads,
      headLength,
      trainedContext,
      slidingWindow: window ?? null,
      heads,
      feedForwardLength,
      tied: output === 'tied',
    },
  };
}

const licence = (name: string, business: LicenceView['business'], note: string): LicenceView => ({
  name,
  business,
  note,
});

export const licences = {
  apache: licence('Apache-2.0', 'free', 'free for any use'),
  mit: licence('MIT', 'free', 'free for any use'),
  llama31: licence('Llama 3.1 Community License', 'terms', 'free up to 700 million users, named “Built with Llama”'),
  llama32: licence('Llama 3.2 Community License', 'terms', 'free up to 700 million users, named “Built with Llama”'),
  gemma: licence('Gemma Terms of Use', 'terms', 'free, but for what Google’s list of forbidden uses names'),
  qwenResearch: licence('Qwen Research License', 'research', 'not for business without a licence of the maker'),
} as const;
