import { expect, it } from 'vitest';
import { GpuWatch } from '../../../node-agent/hardware/gpu-watch.ts';
import { driverOf, type ProbedDevice } from '../../../node-agent/hardware/probed-device.ts';
import { prettyName } from '../../../node-agent/hardware/read-hardware.ts';
import { quietLog } from '../../support/quiet-log.ts';

const processor = { name: 'Intel Core i5-6500', memoryBytes: 8 * 1024 ** 3 };
const card: ProbedDevice = {
  backend: 'vulkan',
  index: 0,
  name: 'Card',
  driver: null,
  totalBytes: 1,
  usedBytes: 0,
  unified: false,
};

const watchOf = (probe: () => Promise<ProbedDevice[]>): GpuWatch =>
  new GpuWatch({ probe, vendors: [], processor, allowSoftwareGpu: false, log: quietLog });

it('knows nothing until the probe answered, then all at once, the processor last', async () => {
  const answer = Promise.withResolvers<ProbedDevice[]>();
  const watch = watchOf(() => answer.promise);
  let changes = 0;
  const running = watch.run(() => changes++, new AbortController().signal);
  expect(watch.gpus(new Map())).toEqual([]);
  answer.resolve([card]);
  await running;
  await watch.known;
  expect(changes).toBe(1);
  expect(watch.gpus(new Map([['cpu', 5]])).map((gpu) => [gpu.id, gpu.oursBytes])).toEqual([
    ['vulkan:0', 0],
    ['cpu', 5],
  ]);
});

it('still has the processor when the probe fails, with 1 GiB or half of the memory', async () => {
  const watch = watchOf(() => Promise.reject(new Error('no engine')));
  await watch.run(() => {}, new AbortController().signal);
  expect(watch.gpus(new Map())).toMatchObject([
    { id: 'cpu', name: 'Intel Core i5-6500', totalBytes: 1024 ** 3, usable: true },
  ]);
});

it('reads the driver from llama.cpp’s line, brackets in the name or not', () => {
  const line = 'ggml_vulkan: 0 = AMD Radeon RX 580 Series (RADV POLARIS10) (radv) | uma: 0 | fp16: 0 | warp size: 64';
  expect(driverOf(['ggml_vulkan: Found 1 Vulkan devices:', line])).toBe('radv');
  expect(driverOf([])).toBeNull();
});

it('reads the name of a Linux', () => {
  expect(prettyName('NAME="Debian GNU/Linux"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(prettyName('')).toBeNull();
});
