/** Layers that keep a state of fixed size in place of the tokens, and how large it is, as in llama.cpp (llama_hparams). Pure. */

type Read = (key: string) => unknown;

/** One of so many layers keeps its tokens, where the header does not say. */
const usualInterval = 4;
const floatBytes = 4;
/** Where a layer without KV heads is a recurrent one. */
const byHeads = new Set('jamba plamo2 granitehybrid lfm2 lfm2moe nemotron_h nemotron_h_moe kimi-linear'.split(' '));
const byInterval = new Set('qwen3next qwen35 qwen35moe'.split(' '));

/** For each layer whether it has a state. Layers of falcon-h1 have both, a state and their tokens. */
export function recurrentLayers(architecture: string, kvHeads: readonly number[], of: Read): boolean[] {
  if (architecture === 'falcon-h1') return kvHeads.map(() => true);
  if (byHeads.has(architecture)) return kvHeads.map((heads) => heads === 0);
  if (!byInterval.has(architecture)) return kvHeads.map(() => false);
  const told = of('attention.recurrent_layers');
  if (Array.isArray(told)) return kvHeads.map((_, layer) => Boolean((told as readonly unknown[])[layer]));
  const interval = Number(of('full_attention_interval') ?? usualInterval);
  return kvHeads.map((_, layer) => (layer + 1) % interval !== 0);
}

/** Bytes of one layer's state for one conversation, in F32 (n_embd_r and n_embd_s). */
export function stateBytes(width: number, heads: number, of: Read): number {
  const figure = (key: string): number => Number(of(key) ?? 0);
  const convolution = Math.max(0, figure('ssm.conv_kernel') - 1);
  const inner = figure('ssm.inner_size');
  const state = figure('ssm.state_size');
  const short = figure('shortconv.l_cache');
  const delta = figure('kda.head_dim');
  if (short > 0) return width * (short - 1) * floatBytes;
  if (delta > 0) return (3 * convolution * heads * delta + delta * delta * heads) * floatBytes;
  return (convolution * (inner + 2 * figure('ssm.group_count') * state) + state * inner) * floatBytes;
}
