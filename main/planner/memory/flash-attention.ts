/**
 * Whether a backend computes attention without writing all scores down. llama.cpp asks each device (flash_attn_ext in supports_op)
 * and writes them down where it cannot: heads × cells × tokens in F32, more than all else. Pure.
 */
import type { GgufFacts } from '../../../contract/model.ts';

const metalKeys = new Set([32, 40, 48, 64, 72, 80, 96, 112, 128, 192, 256, 320, 512, 576]);
const cudaKeys = new Set([40, 64, 72, 80, 96, 112, 128, 256, 512]);
/** CUDA takes these with shorter values. */
const cudaPairs: Readonly<Record<number, number>> = { 192: 128, 320: 256, 576: 512 };

/** @param backend as the agent or an office file names it. */
export function takesFlashAttention(
  { keyLength, valueLength }: Pick<GgufFacts, 'keyLength' | 'valueLength'>,
  backend: string,
): boolean {
  switch (backend) {
    case 'cpu':
      return true;
    case 'vulkan':
      return keyLength % 8 === 0 && valueLength % 8 === 0;
    case 'metal':
      return metalKeys.has(keyLength);
    case 'cuda':
    case 'rocm':
      return cudaKeys.has(keyLength) ? valueLength === keyLength : cudaPairs[keyLength] === valueLength;
    default:
      return false;
  }
}
