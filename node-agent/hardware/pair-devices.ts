/** Which vendor's reading belongs to which of the engine's devices. */
import { isSoftwareDevice } from '../engine/software-device.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReading } from './vendor-reading.ts';

/** A device of this PC: seen by the engine, by its vendor, or by both. */
export type PairedDevice =
  | { readonly id: string; readonly device: ProbedDevice; readonly reading: VendorReading | null }
  | { readonly id: string; readonly device: null; readonly reading: VendorReading };

/**
 * Pairs what the engine found (in its own order) with what the vendors say (in PCI order). Equal cards are paired in order,
 * because the engine tells no PCI id. Readings without a device come last.
 */
export function pairDevices(probed: readonly ProbedDevice[], readings: readonly VendorReading[]): PairedDevice[] {
  const left = [...readings];
  const seen = probed.map((device) => {
    const place = left.findIndex((reading) => fits(device, reading));
    const [reading = null] = place < 0 ? [] : left.splice(place, 1);
    return { id: `${device.backend}:${reading?.pciId ?? device.index}`, device, reading };
  });
  return [...seen, ...left.map((reading) => ({ id: `vulkan:${reading.pciId}`, device: null, reading }))];
}

function fits(device: ProbedDevice, reading: VendorReading): boolean {
  if (isSoftwareDevice(device.name)) return false;
  if (reading.name !== null) return plain(device.name) === plain(reading.name);
  // A tenth: what drivers keep for themselves.
  const nearly = Math.abs(device.totalBytes - reading.totalBytes) < reading.totalBytes / 10;
  return /\b(amd|radeon|radv)\b/i.test(device.name) && nearly;
}

// Older NVIDIA drivers leave the maker out.
const plain = (name: string): string => name.toLowerCase().replace(/^nvidia /, '');
