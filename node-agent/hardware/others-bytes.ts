/** Tells other programs' video memory from ours. */
import type { HeldMemory } from '../base/held-memory.ts';
import type { PairedDevice } from './pair-devices.ts';

/**
 * Bytes of other programs by device id. Vendors count all programs together, so what others hold is what is used less what is ours.
 * That holds only while ours stands still: where a replica was on the move around the reading, the figure known last stays.
 * @param before what was ours when the reading began, `after` when it had ended
 * @param last the figures known until now
 */
export function othersBytes(
  devices: readonly PairedDevice[],
  before: HeldMemory,
  after: HeldMemory,
  last: ReadonlyMap<string, number>,
): Map<string, number> {
  const othersOf = ({ id, device, reading }: PairedDevice): number => {
    // The probe ran before any replica of ours, so its figure holds others only.
    if (reading === null) return device?.usedBytes ?? 0;
    // A tool that does not answer this time changes nothing.
    if (reading.usedBytes === null) return last.get(id) ?? device?.usedBytes ?? 0;
    const ours = after.bytes.get(id) ?? 0;
    const known = last.get(id);
    return known !== undefined && !stoodStill(id, before, after) ? known : Math.max(0, reading.usedBytes - ours);
  };
  return new Map(devices.map((each) => [each.id, othersOf(each)]));
}

/** Whether what is ours stayed the same on a device from one moment to the other. */
export const stoodStill = (id: string, before: HeldMemory, after: HeldMemory): boolean =>
  !before.moving.has(id) && !after.moving.has(id) && (before.bytes.get(id) ?? 0) === (after.bytes.get(id) ?? 0);
