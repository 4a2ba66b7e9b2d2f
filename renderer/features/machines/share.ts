import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView } from '../../../contract/control-api.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { replicaBytes, replicasOn } from './map-geometry.ts';

const gib = 1024 ** 3;
/** One step of the slider, in GB. */
export const shareStepGb = 0.5;

/** What an admin shares of a card, in GB; null: all of it. */
export function limitOf({ limits }: MachineView, gpu: Gpu): number | null {
  const bytes = limits[gpu.id];
  return bytes === undefined || bytes >= gpu.totalBytes ? null : Number((bytes / gib).toFixed(1));
}

export const bytesOfLimit = (gb: number | null): number | null => (gb === null ? null : Math.round(gb * gib));

/** What a share of `gb` GB would mean, as a sentence. */
export function shareMeaning({ replicas }: MachineView, gpu: Gpu, gb: number | null): string {
  const bytes = bytesOfLimit(gb);
  if (bytes === null) return 'Models may use all that other programs leave.';
  if (bytes === 0) return 'No model is placed on this card.';
  const used = replicasOn(gpu, replicas).reduce((sum, replica) => sum + replicaBytes(replica), 0);
  if (used > bytes) {
    return `Models use ${bytesInWords(used)} of it now: what is too much finishes its answers and moves.`;
  }
  return `${bytesInWords(gpu.totalBytes - bytes)} stay for who sits there, whatever models want.`;
}
