/** Small models of the architectures that offices run: every one is loaded in a moment, and built like the real ones. */
import type { ModelShape } from './model-shape.ts';

const small: Omit<ModelShape, 'name' | 'architecture'> = {
  layers: 4,
  width: 512,
  heads: 8,
  kvHeads: 2,
  headLength: 64,
  feedForward: 1536,
  vocabulary: 8_192,
  trainedContext: 8_192,
  tied: false,
  matrixType: 8,
  outputType: 8,
};

const shape = (name: string, architecture: ModelShape['architecture'], more: Partial<ModelShape> = {}): ModelShape => ({
  name,
  architecture,
  ...small,
  ...more,
});

/** Makes vectors of 32 values, of texts of up to 64 tokens. */
export const tinyEmbedder: ModelShape = {
  ...shape('tiny embedder', 'bert'),
  layers: 2,
  width: 32,
  heads: 4,
  kvHeads: 4,
  headLength: 8,
  feedForward: 64,
  vocabulary: 512,
  trainedContext: 64,
  tied: true,
};

/** Scores pairs of texts of up to 64 tokens together. */
export const tinyReranker: ModelShape = { ...tinyEmbedder, name: 'tiny reranker', ranks: true };

export const smallShapes: readonly ModelShape[] = [
  shape('llama, grouped heads', 'llama'),
  shape('llama, tied, all heads', 'llama', { tied: true, kvHeads: 8 }),
  shape('llama, wide feed-forward', 'llama', { feedForward: 8_192, vocabulary: 1_024 }),
  shape('llama, mixture of experts', 'llama', { experts: { count: 4, used: 2, feedForward: 1536 } }),
  shape('qwen2', 'qwen2', { tied: true, vocabulary: 32_768 }),
  shape('qwen3', 'qwen3'),
  shape('qwen3, for vectors', 'qwen3', { tied: true, lastSpeaks: true }),
  shape('qwen3moe', 'qwen3moe', { experts: { count: 16, used: 8, feedForward: 256 } }),
  shape('gemma2, sliding window', 'gemma2', { tied: true, slidingWindow: 1_024, headLength: 128 }),
  shape('gemma3, sliding window', 'gemma3', { tied: true, slidingWindow: 512, layers: 12, headLength: 128 }),
  shape('phi, fused projections', 'phi3'),
  shape('granite', 'granite', { tied: true }),
  shape('olmo2', 'olmo2', { kvHeads: 8 }),
  shape('gpt-oss, sliding window', 'gpt-oss', {
    slidingWindow: 128,
    experts: { count: 8, used: 4, feedForward: 512 },
  }),
  shape('nomic-bert', 'nomic-bert', { tied: true, kvHeads: 8, trainedContext: 2_048, matrixType: 1, outputType: 1 }),
  shape('bert', 'bert', { tied: true, kvHeads: 8, trainedContext: 512, matrixType: 1, outputType: 1 }),
  shape('bert, ranking', 'bert', {
    tied: true,
    kvHeads: 8,
    trainedContext: 512,
    matrixType: 1,
    outputType: 1,
    ranks: true,
  }),
];
