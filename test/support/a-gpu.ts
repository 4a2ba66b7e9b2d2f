import type { Gpu } from '../../contract/hardware.ts';

/** A device for tests that do not care which. */
export function aGpu(changes: Partial<Gpu> = {}): Gpu {
  return {
    id: 'vulkan:0',
    name: 'Scripted GPU',
    backend: 'vulkan',
    index: 0,
    pciId: null,
    driver: null,
    software: false,
    totalBytes: 8 * 1024 ** 3,
    oursBytes: 0,
    othersBytes: 0,
    temperatureC: null,
    load: null,
    usable: true,
    reason: null,
    ...changes,
  };
}

export const cpuGpu: Gpu = aGpu({ id: 'cpu', name: 'Processor', backend: 'cpu', totalBytes: 1024 ** 3 });
