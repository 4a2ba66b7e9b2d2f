/** The list of GPUs that the coordinator is told. */
import type { Gpu } from '../../contract/hardware.ts';
import { isSoftwareDevice } from '../engine/software-device.ts';
import type { HeldMemory } from '../held-memory.ts';
import type { PairedDevice } from './pair-devices.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReading } from './vendor-reading.ts';

interface GpuFacts {
  readonly devices: readonly PairedDevice[];
  readonly held: HeldMemory;
  /** Bytes of other programs by device id. */
  readonly others: ReadonlyMap<string, number>;
  readonly allowSoftwareGpu: boolean;
}

/**
 * One list of GPUs: the engine's word on what is usable, the vendors' figures where a reading fits a device. Cards that the
 * engine does not see are listed with the reason.
 */
export function mergeGpus({ devices, held, others, allowSoftwareGpu }: GpuFacts): Gpu[] {
  return devices.map(({ id, device, reading }, place) => {
    const othersBytes = others.get(id) ?? 0;
    if (device === null) return unseen(id, reading, place, othersBytes);
    const measured = held.bytes.get(id) ?? 0;
    // What a load has taken so far is ours, though nobody has measured it yet.
    const grown = held.moving.has(id) && reading !== null ? reading.usedBytes - othersBytes : 0;
    return { ...fromDevice(id, device, reading, allowSoftwareGpu), oursBytes: Math.max(measured, grown), othersBytes };
  });
}

function fromDevice(
  id: string,
  device: ProbedDevice,
  reading: VendorReading | null,
  allowSoftwareGpu: boolean,
): Omit<Gpu, 'oursBytes' | 'othersBytes'> {
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

const unseen = (id: string, reading: VendorReading, place: number, othersBytes: number): Gpu => ({
  id,
  name: reading.name ?? 'AMD graphics card',
  backend: 'vulkan',
  index: place,
  pciId: reading.pciId,
  driver: reading.driver,
  software: false,
  totalBytes: reading.totalBytes,
  oursBytes: 0,
  othersBytes,
  temperatureC: reading.temperatureC,
  load: reading.load,
  usable: false,
  reason: 'The engine finds no Vulkan device for this card; install or update its graphics driver.',
});
