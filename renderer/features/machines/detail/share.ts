import type { MachineView } from '../../../../contract/control-api.ts';
import type { Gpu } from '../../../../contract/hardware.ts';
import { t } from '../../../../words/words.ts';
import { formatBytes } from '../../../ui/text/format.ts';
import { replicaBytes, replicasOn } from '../bars/bar-facts.ts';

const gib = 1024 ** 3;
/** One step of the slider, in GB. */
export const shareStepGb = 0.5;

/** Where the slider ends, in GB: at a whole step, as it reaches no other place. There all of the card is shared. */
export const sliderEnd = (totalGb: number): number => Math.ceil(totalGb / shareStepGb) * shareStepGb;

/** What an admin shares of a card, in GB; null: all of it. */
export function limitOf({ limits }: MachineView, gpu: Gpu): number | null {
  const bytes = limits[gpu.id];
  return bytes === undefined || bytes >= gpu.totalBytes ? null : Number((bytes / gib).toFixed(1));
}

export const bytesOfLimit = (gb: number | null): number | null => (gb === null ? null : Math.round(gb * gib));

/** What a share of `gb` GB would mean, as a sentence. */
export function shareMeaning({ replicas }: MachineView, gpu: Gpu, gb: number | null): string {
  const bytes = bytesOfLimit(gb);
  if (bytes === null) return t('Models may use all that other programs leave.');
  if (bytes === 0) return t('No model is placed on this card.');
  const used = replicasOn(gpu, replicas).reduce((sum, replica) => sum + replicaBytes(replica), 0);
  if (used > bytes) {
    return t('Models use {{used}} of it now: what is too much finishes its answers and moves.', {
      used: formatBytes(used),
    });
  }
  return t('{{size}} stay for who sits there, whatever models want.', { size: formatBytes(gpu.totalBytes - bytes) });
}
