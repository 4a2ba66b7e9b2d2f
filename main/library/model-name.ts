import path from 'node:path';
import { wholeName } from './split-names.ts';

const quantization = /[-._ ](ud-)?(i?q\d[a-z0-9_]*|t?q\d[a-z0-9_]*|f16|f32|bf16|mxfp4(_moe)?)$/i;

/** Publishers put the maker before the name that people know: "Meta-Llama-3.1-8B", "google_gemma-3-4b-it". */
const maker = /^(meta-(?=llama)|(google|microsoft|ibm-granite|mistralai|qwen|deepseek-ai|allenai)_(?=.))/;

/** What a client may name is longer; what a person reads in a row is not. */
const mostCharacters = 120;

/** A model's name from its file's: "Qwen2.5-7B-Instruct-Q4_K_M.gguf" is the model qwen2.5-7b-instruct. */
export function modelName(file: string): string {
  const stem = path.basename(wholeName(file)).replace(/\.gguf$/i, '');
  const plain = stem.replace(quantization, '').toLowerCase().replace(maker, '');
  const name = plain.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').slice(0, mostCharacters);
  return name.replaceAll(/^-+|-+$/g, '') || 'model';
}
