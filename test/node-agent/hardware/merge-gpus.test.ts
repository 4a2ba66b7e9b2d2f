import { expect, it } from 'vitest';
import { mergeGpus } from '../../../node-agent/hardware/merge-gpus.ts';
import { othersBytes } from '../../../node-agent/hardware/others-bytes.ts';
import { pairDevices } from '../../../node-agent/hardware/pair-devices.ts';
import type { ProbedDevice } from '../../../node-agent/hardware/probed-device.ts';
import type { VendorReading } from '../../../node-agent/hardware/vendor-reading.ts';

const gigabyte = 1024 ** 3;

const device = (changes: Partial<ProbedDevice> = {}): ProbedDevice => ({
  backend: 'vulkan',
  index: 0,
  name: 'NVIDIA GeForce GTX 1060 6GB',
  driver: 'NVIDIA',
  totalBytes: 6 * gigabyte,
  usedBytes: gigabyte / 4,
  unified: false,
  ...changes,
});

const reading = (changes: Partial<VendorReading> = {}): VendorReading => ({
  vendor: 'nvidia',
  pciId: '0000:01:00.0',
  name: 'GeForce GTX 1060 6GB',
  driver: '470.1',
  totalBytes: 6 * gigabyte,
  usedBytes: gigabyte,
  temperatureC: 50,
  load: 0.5,
  ...changes,
});

const merged = (
  probed: ProbedDevice[],
  readings: VendorReading[],
  ours: [string, number][] = [],
  allowSoftwareGpu = false,
) => {
  const devices = pairDevices(probed, readings);
  const held = { bytes: new Map(ours), moving: new Set<string>() };
  return mergeGpus({ devices, held, others: othersBytes(devices, held, held, new Map()), allowSoftwareGpu });
};

it('joins the engine’s device with the vendor’s figures', () => {
  expect(merged([device()], [reading()], [['vulkan:0000:01:00.0', gigabyte / 2]])).toEqual([
    {
      id: 'vulkan:0000:01:00.0',
      name: 'NVIDIA GeForce GTX 1060 6GB',
      backend: 'vulkan',
      index: 0,
      pciId: '0000:01:00.0',
      driver: '470.1',
      software: false,
      totalBytes: 6 * gigabyte,
      oursBytes: gigabyte / 2,
      othersBytes: gigabyte / 2,
      temperatureC: 50,
      load: 0.5,
      usable: true,
      reason: null,
    },
  ]);
});

it('never counts fewer than no bytes of others', () => {
  expect(merged([device()], [reading()], [['vulkan:0000:01:00.0', 2 * gigabyte]])[0]?.othersBytes).toBe(0);
});

it('pairs equal cards in order, each with one reading', () => {
  const gpus = merged([device(), device({ index: 1 })], [reading(), reading({ pciId: '0000:02:00.0', usedBytes: 0 })]);
  expect(gpus.map((gpu) => gpu.id)).toEqual(['vulkan:0000:01:00.0', 'vulkan:0000:02:00.0']);
  expect(gpus.map((gpu) => gpu.index)).toEqual([0, 1]);
});

it('knows an AMD card by its maker and its size, as the driver tells no name', () => {
  const radeon = device({ name: 'AMD Radeon RX 580 Series (RADV POLARIS10)', totalBytes: 8 * gigabyte });
  const sysfs = reading({ vendor: 'amd', name: null, totalBytes: 8 * gigabyte });
  expect(merged([radeon], [sysfs])[0]?.id).toBe('vulkan:0000:01:00.0');
  expect(merged([radeon], [{ ...sysfs, totalBytes: 4 * gigabyte }])[0]?.id).toBe('vulkan:0');
});

it('uses the probe’s figures where no vendor tells any', () => {
  expect(merged([device()], [])).toMatchObject([
    { id: 'vulkan:0', totalBytes: 6 * gigabyte, othersBytes: gigabyte / 4, driver: 'NVIDIA' },
  ]);
});

it('lists a software device with the reason why it is not used, unless it is allowed', () => {
  const llvmpipe = device({ name: 'llvmpipe (LLVM 15.0.6, 256 bits)' });
  expect(merged([llvmpipe], [])).toMatchObject([
    { software: true, usable: false, reason: expect.stringContaining('computes on the processor') },
  ]);
  expect(merged([llvmpipe], [], [], true)).toMatchObject([{ software: true, usable: true, reason: null }]);
});

it('does not take a processor’s own graphics for a card, but on a Mac', () => {
  const own = device({ name: 'Intel(R) UHD Graphics 630', unified: true });
  expect(merged([own], [])).toMatchObject([
    { usable: false, reason: expect.stringContaining('no video memory of its own') },
  ]);
  expect(merged([{ ...own, backend: 'metal' }], [])).toMatchObject([{ usable: true }]);
});

it('lists a card that the engine does not see, and says what to do', () => {
  expect(merged([], [reading()])).toMatchObject([
    { id: 'vulkan:0000:01:00.0', usable: false, reason: expect.stringContaining('graphics driver') },
  ]);
});
