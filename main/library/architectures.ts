/** Architectures of llama.cpp that make text or vectors, by the names that GGUF headers give them (its llm_arch list). */
const known = new Set(
  `llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder starcoder2 refact bert modern-bert nomic-bert
   nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert bloom stablelm qwen qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3next
   qwen3vl qwen3vlmoe qwen35 qwen35moe phi2 phi3 phimoe plamo plamo2 plamo3 codeshell orion internlm2 minicpm minicpm3 gemma gemma2
   gemma3 gemma3n gemma4 gemma-embedding mamba mamba2 jamba falcon-h1 xverse command-r cohere2 cohere2moe dbrx olmo olmo2 olmoe
   openelm arctic deepseek deepseek2 deepseek32 chatglm glm4 glm4moe bitnet jais jais2 nemotron nemotron_h nemotron_h_moe exaone
   exaone4 exaone-moe rwkv6 rwkv6qwen2 rwkv7 arwkv7 granite granitemoe granitehybrid chameleon plm bailingmoe bailingmoe2 dots1
   arcee afmoe ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense smollm3 gpt-oss lfm2 lfm2moe dream smallthinker llada llada-moe
   seed_oss grovemoe apertus minimax-m2 rnd1 pangu-embedded mistral3 mistral4 mimo2 llama-embed maincoder kimi-linear mellum`
    .split(/\s+/)
    .filter(Boolean),
);

/** Some that people have, for the sentence that refuses another one. */
const common = [
  'llama',
  'qwen2',
  'qwen3',
  'gemma3',
  'phi3',
  'mistral3',
  'granite',
  'olmo2',
  'gpt-oss',
  'bert',
  'nomic-bert',
].join(', ');

/** Null when the engine knows it; else why not, as a sentence. */
export function strangeArchitecture(architecture: string): string | null {
  if (known.has(architecture)) return null;
  if (architecture === 'clip') return 'The file is the picture part of a model (mmproj), which cannot run by itself.';
  const name = architecture.slice(0, 40);
  return `The file ${name === '' ? 'names no architecture' : `holds the architecture “${name}”`}, which the engine does not know. It knows ${known.size}, among them ${common}.`;
}
