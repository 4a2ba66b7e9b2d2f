/** How much a machine's disk has room for. Pure. */
import type { CopyMachine, CopyVariant } from './copy-snapshot.ts';

/** Bytes that may still come; less than nothing when a budget was lowered. */
export function roomOnDisk({ disk, files, budgetBytes }: CopyMachine): number {
  if (!disk) return 0;
  const held = files.filter(({ removable }) => removable).reduce((sum, { bytes }) => sum + bytes, 0);
  return Math.min(disk.freeBytes - disk.keepFreeBytes, budgetBytes === null ? Infinity : budgetBytes - held);
}

/** Bytes of a file that are not there yet. */
export function lackingBytes(
  { sha256, sizeBytes }: Pick<CopyVariant, 'sha256' | 'sizeBytes'>,
  machine: CopyMachine,
): number {
  const here = machine.files.find((file) => file.sha256 === sha256);
  return Math.max(0, sizeBytes - (here?.bytes ?? 0));
}
