import type { Gpu } from '../../contract/hardware.ts';
import { isSoftwareDevice } from '../engine/software-device.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReading } from './vendor-reading.ts';

export interface GpuFacts {
  /** In the engine's order. */
  readonly probed: readonly ProbedDevice[];
  /** In PCI order, as the vendors list them. */
  readonly readings: readonly VendorReading[];
  /** Bytes of our replicas by device id. */
  readonly ours: ReadonlyMap<string, number>;
  readonly allowSoftwareGpu: boolean;
}

/**
 * One list of GPUs: the engine's word on what is usable, the vendors' figures where a reading fits a device. Cards that the
 * engine does not see are listed with the reason. Equal cards are paired in order, because the engine tells no PCI id.
 */
export function mergeGpus({ probed, readings, ours, allowSoftwareGpu }: GpuFacts): Gpu[] {
  const left = [...readings];
  const seen = probed.map((device) => {
    const place = left.findIndex((reading) => fits(device, reading));
    const [reading = null] = place < 0 ? [] : left.splice(place, 1);
    return fromDevice(device, reading, ours, allowSoftwareGpu);
  });
  return [...seen, ...left.map((reading, index) => unseen(reading, index))];
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

function fromDevice(
  device: ProbedDevice,
  reading: VendorReading | null,
  ours: ReadonlyMap<string, number>,
  allowSoftwareGpu: boolean,
): Gpu {
  const id = `${device.backend}:${reading?.pciId ?? device.index}`;
  const oursBytes = ours.get(id) ?? 0;
  const software = isSoftwareDevice(device.name);
  const reason = whyNot(device, software && !allowSoftwareGpu);
  return {
    id,
    name: device.name,
    backend: device.backend,
    index: device.index,
    pciId: reading?.pciId ?? null,
    driver: reading?.driver ?? device.driver,
    software,
    totalBytes: reading?.totalBytes ?? device.totalBytes,
    oursBytes,
    // The probe ran before any replica of ours, so its figure holds others only.
    othersBytes: reading === null ? device.usedBytes : Math.max(0, reading.usedBytes - oursBytes),
    temperatureC: reading?.temperatureC ?? null,
    load: reading?.load ?? null,
    usable: reason === null,
    reason,
  };
}

function whyNot(device: ProbedDevice, forbidden: boolean): string | null {
  if (forbidden) return `${device.name} computes on the processor; it is no graphics card.`;
  if (device.unified && device.backend !== 'metal') {
    return `${device.name} has no video memory of its own; it would take the PC's main memory.`;
  }
  return null;
}

function unseen(reading: VendorReading, index: number): Gpu {
  return {
    id: `vulkan:${reading.pciId}`,
    name: reading.name ?? 'AMD graphics card',
    backend: 'vulkan',
    index,
    pciId: reading.pciId,
    driver: reading.driver,
    software: false,
    totalBytes: reading.totalBytes,
    oursBytes: 0,
    othersBytes: reading.usedBytes,
    temperatureC: reading.temperatureC,
    load: reading.load,
    usable: false,
    reason: 'The engine finds no Vulkan device for this card; install or update its graphics driver.',
  };
}
