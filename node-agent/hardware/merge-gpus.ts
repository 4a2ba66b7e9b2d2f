/** The list of GPUs that the coordinator is told. */
import type { Gpu } from '../../contract/hardware.ts';
import { isSoftwareDevice } from '../engine/software-device.ts';
import type { HeldMemory } from '../base/held-memory.ts';
import { looksIntegrated } from './looks-integrated.ts';
import type { PairedDevice } from './pair-devices.ts';
import type { ProbedDevice } from './probed-device.ts';
import type { VendorReading, VendorReport } from './vendor-reading.ts';
import { whyUnseen } from './why-unseen.ts';

interface GpuFacts {
  readonly devices: readonly PairedDevice[];
  readonly held: HeldMemory;
  /** Bytes of other programs by device id. */
  readonly others: ReadonlyMap<string, number>;
  /** Readings of cards that do not answer any more. */
  readonly gone: ReadonlySet<VendorReading>;
  readonly troubles: VendorReport['troubles'];
  readonly platform: NodeJS.Platform;
  readonly allowSoftwareGpu: boolean;
}

/**
 * One list of GPUs: the engine's word on what is usable, the vendors' figures where a reading fits a device. Cards that the
 * engine does not see are listed with the reason.
 */
export function mergeGpus({ devices, held, others, gone, troubles, platform, allowSoftwareGpu }: GpuFacts): Gpu[] {
  return devices.map(({ id, device, reading }) => {
    const othersBytes = others.get(id) ?? 0;
    const isGone = reading !== null && gone.has(reading);
    if (device === null)
      return unseen(id, reading, othersBytes, isGone ? away : whyNotSeen(reading, troubles, platform));
    const measured = held.bytes.get(id) ?? 0;
    // What a load has taken so far is ours, though nobody has measured it yet.
    const used = reading?.usedBytes ?? null;
    const grown = held.moving.has(id) && used !== null ? used - othersBytes : 0;
    const gpu = {
      ...fromDevice(id, device, reading, allowSoftwareGpu),
      oursBytes: Math.max(measured, grown),
      othersBytes,
    };
    return isGone ? { ...gpu, usable: false, reason: away } : gpu;
  });
}

const away =
  'It does not answer any more: it was unplugged or switched off, or its driver stopped. Plug it in, or restart the PC.';

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
    pciId: device.pciId ?? reading?.pciId ?? null,
    driver: reading?.driver ?? device.driver,
    software,
    integrated: device.unified,
    totalBytes: totalOf(device, reading),
    temperatureC: reading?.temperatureC ?? null,
    load: reading?.load ?? null,
    usable: reason === null,
    reason,
  };
}

/** Of a graphics unit that shares main memory, its own carved-out part says nothing: the engine knows how much it may take. */
const totalOf = (device: ProbedDevice, reading: VendorReading | null): number =>
  device.unified ? device.totalBytes : (reading?.totalBytes ?? device.totalBytes);

/** See docs/adr/0011-integrated-graphics.md for the second. */
function whyNot(device: ProbedDevice, forbidden: boolean): string | null {
  if (forbidden) return `${device.name} computes on the processor; it is no graphics card.`;
  if (device.unified && device.backend !== 'metal') {
    return sharedMemory(device.name);
  }
  return null;
}

const unnamed: Readonly<Record<VendorReading['vendor'], string>> = {
  nvidia: 'NVIDIA graphics card',
  amd: 'AMD graphics card',
  intel: 'Intel graphics',
  apple: 'Apple graphics',
};

const sharedMemory = (name: string): string =>
  `${name} has no video memory of its own; models would take the PC’s main memory, and run no faster than on its processor.`;

/** Advice that would make the engine see a unit that is not used then is no help. */
const whyNotSeen = (reading: VendorReading, troubles: VendorReport['troubles'], platform: NodeJS.Platform): string =>
  looksIntegrated(reading) ? sharedMemory(nameOf(reading)) : whyUnseen(reading, troubles, platform);

const nameOf = ({ name, vendor }: VendorReading): string => name ?? unnamed[vendor];

/** A device variable is never made for one of these, so its place is not known and not needed. */
const unseen = (id: string, reading: VendorReading, othersBytes: number, reason: string): Gpu => ({
  id,
  name: nameOf(reading),
  backend: reading.vendor === 'apple' ? 'metal' : 'vulkan',
  index: 0,
  pciId: reading.pciId,
  driver: reading.driver,
  software: false,
  integrated: looksIntegrated(reading),
  totalBytes: reading.totalBytes ?? 0,
  oursBytes: 0,
  othersBytes,
  temperatureC: reading.temperatureC,
  load: reading.load,
  usable: false,
  reason,
});
