/** Says that video memory did not come back after a model was unloaded. Pure. */
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { Gpu, MissingMemory } from '../../contract/hardware.ts';
import type { Notice } from '../../contract/notice.ts';

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** "0.9 GB on GTX 1060 did not come back after qwen was unloaded" */
export function missingInWords(
  { gpuId, bytes, models }: MissingMemory,
  gpus: readonly Gpu[],
  machine?: string,
): string {
  const card = gpus.find(({ id }) => id === gpuId)?.name ?? gpuId;
  return `${bytesInWords(bytes)} on ${machine === undefined ? card : `${card} of ${machine}`} did not come back after ${listed(models)} ${models.length > 1 ? 'were' : 'was'} unloaded`;
}

export const memoryNotice = (missing: readonly MissingMemory[], gpus: readonly Gpu[]): Notice | null =>
  missing.length === 0
    ? null
    : {
        reason: `${missing.map((one) => missingInWords(one, gpus)).join('; ')}.`,
        effect: 'Nothing is placed on it; it counts as other programs’ memory.',
        action: 'Restart the PC if it stays.',
      };
