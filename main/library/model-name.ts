import path from 'node:path';

const quantization = /[-._ ](i?q\d[a-z0-9_]*|f16|f32|bf16)$/i;

/** A model's name from its file's: "Qwen2.5-7B-Instruct-Q4_K_M.gguf" is the model qwen2.5-7b-instruct. */
export function modelName(file: string): string {
  const stem = path.basename(file).replace(/\.gguf$/i, '');
  const plain = stem.replace(quantization, '').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'model';
}
