/** Which vendor's reading belongs to which of the engine's devices. Pure. */
import { isSoftwareDevice } from '../engine/software-device.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReading } from './vendor-reading.ts';

/** A card of this PC: seen by the engine, by its vendor or system, or by both. */
export type PairedDevice =
  | { readonly id: string; readonly device: ProbedDevice; readonly reading: VendorReading | null }
  | { readonly id: string; readonly device: null; readonly reading: VendorReading };

/**
 * Pairs what the engine found with what vendors and system say: by PCI id, which both sides tell. Where a driver tells the
 * engine none, by maker and name or size among the readings that are left; equal cards then in order. A card that two drivers
 * offer to the engine (RADV and AMDVLK, say) is one card: the driver that llama.cpp prefers counts. Readings without a device
 * come last.
 */
export function pairDevices(probed: readonly ProbedDevice[], readings: readonly VendorReading[]): PairedDevice[] {
  const devices = probed.filter(
    (device) => !probed.some((other) => isSameCard(device, other) && isBetter(other, device)),
  );
  const ids = new Set(devices.map(({ pciId }) => pciId));
  const left = readings.filter(({ pciId }) => pciId === null || !ids.has(pciId));
  const seen = devices.map((device): PairedDevice => {
    const reading = readingFor(device, readings) ?? take(left, (one) => fits(device, one));
    return { id: `${device.backend}:${device.pciId ?? reading?.pciId ?? device.index}`, device, reading };
  });
  const unseen = left.map((reading, place) => ({
    id: `vulkan:${reading.pciId ?? `${reading.vendor}-${place}`}`,
    device: null,
    reading,
  }));
  return [...seen, ...unseen];
}

const isSameCard = (one: ProbedDevice, other: ProbedDevice): boolean =>
  one !== other && one.pciId !== null && one.pciId === other.pciId && one.backend === other.backend;

const isBetter = (one: ProbedDevice, other: ProbedDevice): boolean =>
  rankOf(one) < rankOf(other) || (rankOf(one) === rankOf(other) && one.index < other.index);

/** llama.cpp's order: Mesa's for AMD and Intel, the maker's for NVIDIA. */
const rankOf = ({ driver }: ProbedDevice): number =>
  /nvk|amd open-source|amd proprietary/i.test(driver ?? '') ? 1 : 0;

const readingFor = ({ pciId }: ProbedDevice, readings: readonly VendorReading[]): VendorReading | null =>
  (pciId !== null && readings.find((reading) => reading.pciId === pciId)) || null;

function take(left: VendorReading[], isIt: (reading: VendorReading) => boolean): VendorReading | null {
  const place = left.findIndex(isIt);
  return place < 0 ? null : (left.splice(place, 1)[0] ?? null);
}

const makers: Readonly<Record<VendorReading['vendor'], RegExp>> = {
  nvidia: /nvidia|geforce|quadro|tesla|\bgt[xs]?\b|\brtx\b/i,
  amd: /\b(amd|ati|radeon|radv)\b/i,
  intel: /intel/i,
  apple: /apple/i,
};

function fits(device: ProbedDevice, reading: VendorReading): boolean {
  if (device.pciId !== null && reading.pciId !== null) return false;
  if (isSoftwareDevice(device.name) || !makers[reading.vendor].test(device.name)) return false;
  if (reading.name !== null && plain(device.name) === plain(reading.name)) return true;
  if (reading.vendor === 'nvidia') return false;
  // A tenth: what drivers keep for themselves. AMD and Intel name a card otherwise in each interface, or not at all.
  const { totalBytes } = reading;
  return totalBytes === null ? device.unified : Math.abs(device.totalBytes - totalBytes) < totalBytes / 10;
}

// Older NVIDIA drivers leave the maker out.
const plain = (name: string): string => name.toLowerCase().replace(/^nvidia /, '');
