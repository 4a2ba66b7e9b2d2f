import type { Gpu } from '../../contract/hardware.ts';

export const gib = 1024 ** 3;

/** A GTX 1060 beside a desktop: for tests that do not care which card, or say what differs. */
export const aGpu = (changes: Partial<Gpu> = {}): Gpu => ({
  id: 'vulkan:0000:01:00.0',
  name: 'GTX 1060',
  backend: 'vulkan',
  index: 0,
  pciId: '0000:01:00.0',
  driver: '550.54',
  software: false,
  integrated: false,
  totalBytes: 6 * gib,
  oursBytes: 0,
  othersBytes: Math.round(0.9 * gib),
  temperatureC: 48,
  load: 0,
  usable: true,
  reason: null,
  ...changes,
});

export const aProcessor = (changes: Partial<Gpu> = {}): Gpu =>
  aGpu({ id: 'cpu', name: 'Core i5-7500', backend: 'cpu', pciId: null, totalBytes: gib, othersBytes: 0, ...changes });
