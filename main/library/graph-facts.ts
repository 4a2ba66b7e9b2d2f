/** What a header says of the room that llama.cpp needs beside weights and whole contexts. Pure. */
import type { GraphFacts } from '../../contract/model.ts';
import { tensorBytes } from './ggml-types.ts';
import type { TensorInfo } from './gguf-header.ts';
import { largestFigure } from './largest-figure.ts';
import { stateBytes } from './recurrent-layers.ts';
import { slidingLayers } from './sliding-layers.ts';

type Read = (key: string) => unknown;

interface Shape {
  readonly architecture: string;
  readonly layers: number;
  readonly embeddingLength: number;
  readonly keyLength: number;
  readonly valueLength: number;
  readonly heads: number;
  readonly recurrent: readonly boolean[];
  /** It keeps one compressed head (MLA). */
  readonly compressed: boolean;
}

/** Architectures that llama.cpp gives no cache (create_memory): vectors of texts, or texts that are not written word by word. */
const withoutCache = new Set(
  `bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert gemma-embedding dream llada llada-moe
   rnd1`.split(/\s+/),
);
const vectorMakers = /bert|^gemma-embedding$/;
/** llama_pooling_type: the last token's vector speaks for the text. A model that writes says nothing of it. */
const lastSpeaks = 3;
/** The same: a score comes out in place of a vector. */
const ranked = 4;
/** Architectures that are a plain row of attention and feed-forward: their work was compared with llama.cpp's own figures. */
const wellKnown = new Set(
  `llama qwen2 qwen3 qwen2moe qwen3moe gemma gemma2 gemma3 phi3 granite olmo2 gpt-oss mistral3 smollm3 bert
   nomic-bert`.split(/\s+/),
);
/** What get_rows alone reads: llama.cpp leaves it in main memory (LLM_TENSOR_LAYER_INPUT). */
const inputTensors = ['position_embd.weight', 'token_types.weight', 'per_layer_token_embd.weight'];
const embedding = 'token_embd.weight';
const output = 'output.weight';

/** Heads of each layer whose keys and values are kept: none where a layer has a state instead, or reads those of another layer. */
export function keptHeads(
  architecture: string,
  heads: readonly number[],
  recurrent: readonly boolean[],
  of: Read,
): number[] {
  if (withoutCache.has(architecture)) return heads.map(() => 0);
  const own = heads.length - Number(of('attention.shared_kv_layers') ?? 0);
  const from = architecture === 'gemma3n' ? 20 : architecture === 'gemma4' ? own : heads.length;
  const both = architecture === 'falcon-h1';
  return heads.map((count, layer) => (layer >= from || (recurrent[layer] && !both) ? 0 : count));
}

export function graphOf(shape: Shape, tensors: readonly TensorInfo[], of: Read): GraphFacts {
  const { architecture, layers, embeddingLength, keyLength, valueLength, heads, recurrent, compressed } = shape;
  const count = Number(of('expert_count') ?? 0);
  const states = recurrent.filter(Boolean).length;
  const feedForwardLength = largestFigure(of('feed_forward_length') ?? 0);
  return {
    heads,
    feedForwardLength,
    experts:
      count === 0
        ? null
        : {
            count,
            used: largestFigure(of('expert_used_count') ?? 0),
            feedForwardLength: largestFigure(of('expert_feed_forward_length') ?? feedForwardLength),
          },
    slidingLayers: slidingLayers(
      architecture,
      of('attention.sliding_window') ? layers : 0,
      of('attention.sliding_window_pattern'),
    ),
    slidingKeyLength: Number(of('attention.key_length_swa') ?? keyLength),
    slidingValueLength: Number(of('attention.value_length_swa') ?? valueLength),
    stateBytes: states === 0 ? 0 : states * stateBytes(embeddingLength, heads, of),
    offGpuBytes: offGpuBytes(architecture, tensors),
    tensors: tensors.length,
    vectors: vectorMakers.test(architecture) || [lastSpeaks, ranked].includes(Number(of('pooling_type'))),
    ...(of('pooling_type') === ranked ? { ranks: true } : {}),
    wellKnown: wellKnown.has(architecture) && states === 0 && !compressed,
  };
}

/** An embedding that is the output too is copied onto the GPU; one that is not stays in main memory. */
function offGpuBytes(architecture: string, tensors: readonly TensorInfo[]): number {
  const isTied = !tensors.some(({ name }) => name === output) && !/bert/.test(architecture);
  const stays = new Set(isTied ? inputTensors : [...inputTensors, embedding]);
  return tensors
    .filter(({ name }) => stays.has(name))
    .reduce((sum, { dtype, shape }) => sum + (tensorBytes(dtype, shape) ?? 0), 0);
}
