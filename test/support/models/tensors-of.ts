/** The tensors of a model of a given shape, as llama.cpp wants them (load_arch_tensors of each architecture). */
import type { TensorShape } from '../engine/small-gguf.ts';
import type { ModelShape } from './model-shape.ts';

const f32 = 0;
const usualMatrix = 12;
const usualOutput = 8;
const layerNorms: Readonly<Record<ModelShape['architecture'], readonly string[]>> = {
  llama: ['attn_norm', 'ffn_norm'],
  qwen2: ['attn_norm', 'ffn_norm'],
  qwen3: ['attn_norm', 'ffn_norm'],
  qwen3moe: ['attn_norm', 'ffn_norm'],
  gemma2: ['attn_norm', 'post_attention_norm', 'ffn_norm', 'post_ffw_norm'],
  gemma3: ['attn_norm', 'post_attention_norm', 'ffn_norm', 'post_ffw_norm'],
  phi3: ['attn_norm', 'ffn_norm'],
  granite: ['attn_norm', 'ffn_norm'],
  olmo2: ['post_attention_norm', 'post_ffw_norm'],
  'gpt-oss': ['attn_norm', 'post_attention_norm'],
  'nomic-bert': ['attn_output_norm', 'layer_output_norm'],
  bert: ['attn_output_norm', 'layer_output_norm'],
};
const isBert = ({ architecture }: ModelShape): boolean => architecture === 'bert' || architecture === 'nomic-bert';

export function tensorsOf(model: ModelShape): TensorShape[] {
  const { width, vocabulary, tied, layers, trainedContext, outputType = usualOutput } = model;
  const matrix = (name: string, ...shape: number[]) => ({ name, shape, type: outputType });
  const vector = (name: string, length: number) => ({ name, shape: [length], type: f32 });
  const input = [matrix('token_embd.weight', width, vocabulary)];
  const ends = isBert(model)
    ? [
        ...['weight', 'bias'].map((part) => vector(`token_embd_norm.${part}`, width)),
        { name: 'token_types.weight', shape: [width, 2], type: f32 },
        ...(model.architecture === 'bert'
          ? [{ name: 'position_embd.weight', shape: [width, trainedContext], type: f32 }]
          : []),
        ...(model.ranks
          ? [matrix('cls.weight', width, width), vector('cls.bias', width), matrix('cls.output.weight', width, 1)]
          : []),
      ]
    : [vector('output_norm.weight', width), ...(tied ? [] : [matrix('output.weight', width, vocabulary)])];
  const blocks = Array.from({ length: layers }, (_, layer) =>
    [...attention(model), ...feedForward(model)].map((tensor) => ({ ...tensor, name: `blk.${layer}.${tensor.name}` })),
  );
  return [...input, ...ends, ...blocks.flat()];
}

function attention(model: ModelShape): TensorShape[] {
  const { architecture, width, heads, kvHeads, headLength, matrixType: type = usualMatrix } = model;
  const queries = heads * headLength;
  const keys = kvHeads * headLength;
  const matrix = (name: string, ...shape: number[]) => ({ name: `${name}.weight`, shape, type });
  const vector = (name: string, length: number) => ({ name, shape: [length], type: f32 });
  const norms = layerNorms[architecture].flatMap((name) =>
    ['weight', ...(isBert(model) ? ['bias'] : [])].map((part) => vector(`${name}.${part}`, width)),
  );
  const fused = architecture === 'phi3' || architecture === 'nomic-bert';
  const projections = fused
    ? [matrix('attn_qkv', width, queries + 2 * keys)]
    : [matrix('attn_q', width, queries), matrix('attn_k', width, keys), matrix('attn_v', width, keys)];
  const biased = ['qwen2', 'gpt-oss', 'bert'].includes(architecture);
  const biases = [
    ...(biased ? [vector('attn_q.bias', queries), vector('attn_k.bias', keys), vector('attn_v.bias', keys)] : []),
    ...(architecture === 'gpt-oss' ? [vector('attn_output.bias', width), vector('attn_sinks.weight', heads)] : []),
  ];
  const [query, key] = architecture === 'olmo2' ? [queries, keys] : [headLength, headLength];
  const normed = ['qwen3', 'qwen3moe', 'gemma3', 'olmo2'].includes(architecture);
  const headNorms = normed ? [vector('attn_q_norm.weight', query), vector('attn_k_norm.weight', key)] : [];
  return [...norms, ...projections, ...biases, ...headNorms, matrix('attn_output', queries, width)];
}

function feedForward({ architecture, width, experts, ...model }: ModelShape): TensorShape[] {
  const { matrixType: type = usualMatrix } = model;
  const matrix = (name: string, ...shape: number[]) => ({ name: `${name}.weight`, shape, type });
  if (experts) {
    const { count, feedForward: length } = experts;
    const bias = (name: string, ...shape: number[]) => ({ name: `${name}.bias`, shape, type: f32 });
    return [
      { name: 'ffn_gate_inp.weight', shape: [width, count], type: f32 },
      matrix('ffn_gate_exps', width, length, count),
      matrix('ffn_up_exps', width, length, count),
      matrix('ffn_down_exps', length, width, count),
      ...(architecture === 'gpt-oss'
        ? [
            bias('ffn_gate_inp', count),
            bias('ffn_gate_exps', length, count),
            bias('ffn_up_exps', length, count),
            bias('ffn_down_exps', width, count),
          ]
        : []),
    ];
  }
  const length = model.feedForward;
  if (architecture === 'phi3') return [matrix('ffn_up', width, 2 * length), matrix('ffn_down', length, width)];
  const gate = architecture === 'bert' ? [] : [matrix('ffn_gate', width, length)];
  return [...gate, matrix('ffn_up', width, length), matrix('ffn_down', length, width)];
}
