/** The shapes of real models, from their published configurations. */
import type { ModelShape } from './model-shape.ts';

type Row = readonly [
  layers: number,
  width: number,
  heads: number,
  kvHeads: number,
  headLength: number,
  feedForward: number,
  vocabulary: number,
  trainedContext: number,
];

const shape = (
  name: string,
  architecture: ModelShape['architecture'],
  row: Row,
  more: Partial<ModelShape> = {},
): ModelShape => {
  const [layers, width, heads, kvHeads, headLength, feedForward, vocabulary, trainedContext] = row;
  const figures = { layers, width, heads, kvHeads, headLength, feedForward, vocabulary, trainedContext };
  return { name, architecture, ...figures, tied: false, ...more };
};

const tied = { tied: true } as const;

export const trueShapes: readonly ModelShape[] = [
  shape('Llama 3.2 3B', 'llama', [28, 3072, 24, 8, 128, 8192, 128_256, 131_072], tied),
  shape('Llama 3.1 8B', 'llama', [32, 4096, 32, 8, 128, 14_336, 128_256, 131_072]),
  shape('Mistral 7B v0.3', 'llama', [32, 4096, 32, 8, 128, 14_336, 32_768, 32_768]),
  shape('SmolLM2 1.7B', 'llama', [24, 2048, 32, 32, 64, 8192, 49_152, 8_192], tied),
  shape('Mixtral 8x7B', 'llama', [32, 4096, 32, 8, 128, 14_336, 32_000, 32_768], {
    experts: { count: 8, used: 2, feedForward: 14_336 },
  }),
  shape('Qwen2.5 0.5B', 'qwen2', [24, 896, 14, 2, 64, 4864, 151_936, 32_768], {
    ...tied,
    matrixType: 8,
    outputType: 8,
  }),
  shape('Qwen2.5 7B', 'qwen2', [28, 3584, 28, 4, 128, 18_944, 152_064, 32_768]),
  shape('Qwen2.5 14B', 'qwen2', [48, 5120, 40, 8, 128, 13_824, 152_064, 32_768]),
  shape('Qwen3 8B', 'qwen3', [36, 4096, 32, 8, 128, 12_288, 151_936, 40_960]),
  shape('Qwen3 30B A3B', 'qwen3moe', [48, 2048, 32, 4, 128, 6144, 151_936, 40_960], {
    experts: { count: 128, used: 8, feedForward: 768 },
  }),
  shape('Gemma 2 9B', 'gemma2', [42, 3584, 16, 8, 256, 14_336, 256_000, 8_192], { ...tied, slidingWindow: 4_096 }),
  shape('Gemma 3 4B', 'gemma3', [34, 2560, 8, 4, 256, 10_240, 262_208, 131_072], { ...tied, slidingWindow: 1_024 }),
  shape('Gemma 3 12B', 'gemma3', [48, 3840, 16, 8, 256, 15_360, 262_208, 131_072], { ...tied, slidingWindow: 1_024 }),
  shape('Phi 4 mini', 'phi3', [32, 3072, 24, 8, 128, 8192, 200_064, 131_072], tied),
  shape('Phi 3.5 mini', 'phi3', [32, 3072, 32, 32, 96, 8192, 32_064, 131_072]),
  shape('Granite 3.3 8B', 'granite', [40, 4096, 32, 8, 128, 12_800, 49_159, 131_072], tied),
  shape('OLMo 2 7B', 'olmo2', [32, 4096, 32, 32, 128, 11_008, 100_352, 4_096]),
  shape('gpt-oss 20B', 'gpt-oss', [24, 2880, 64, 8, 64, 2880, 201_088, 131_072], {
    experts: { count: 32, used: 4, feedForward: 2880 },
    slidingWindow: 128,
    // 2880 is no multiple of 256, as K types need.
    matrixType: 39,
    outputType: 8,
  }),
  shape('nomic-embed v1.5', 'nomic-bert', [12, 768, 12, 12, 64, 3072, 30_522, 2_048], {
    ...tied,
    matrixType: 1,
    outputType: 1,
  }),
  shape('bge-m3', 'bert', [24, 1024, 16, 16, 64, 4096, 250_002, 8_192], { ...tied, matrixType: 1, outputType: 1 }),
];
