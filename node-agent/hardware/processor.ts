/** The processor as a device. */
import os from 'node:os';
import type { Gpu } from '../../contract/hardware.ts';

const gibibyte = 1024 ** 3;

/** The name of the processor as the operating system gives it, without the blanks some of them pad it with. */
export const processorName = (): string => os.cpus()[0]?.model.replaceAll(/\s+/g, ' ').trim() || os.arch();

/** The processor as a device: it takes the demo model, in a part of main memory that hurts nobody. */
export function processorDevice(name: string, memoryBytes: number, oursBytes: number): Gpu {
  return {
    id: 'cpu',
    name,
    backend: 'cpu',
    index: 0,
    pciId: null,
    driver: null,
    software: false,
    integrated: false,
    totalBytes: Math.min(gibibyte, Math.floor(memoryBytes / 2)),
    oursBytes,
    othersBytes: 0,
    temperatureC: null,
    load: null,
    usable: true,
    reason: null,
  };
}
