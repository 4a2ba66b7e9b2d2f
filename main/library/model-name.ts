import path from 'node:path';

const quantization = /[-._ ](i?q\d[a-z0-9_]*|f16|f32|bf16)$/i;

/** What a client may name is longer; what a person reads in a row is not. */
const mostCharacters = 120;

/** A model's name from its file's: "Qwen2.5-7B-Instruct-Q4_K_M.gguf" is the model qwen2.5-7b-instruct. */
export function modelName(file: string): string {
  const stem = path.basename(file).replace(/\.gguf$/i, '');
  const plain = stem.replace(quantization, '').toLowerCase();
  const name = plain.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').slice(0, mostCharacters);
  return name.replaceAll(/^-+|-+$/g, '') || 'model';
}
