import { expect, it, onTestFinished } from 'vitest';
import type { HeldMemory } from '../../../node-agent/held-memory.ts';
import { GpuWatch } from '../../../node-agent/hardware/gpu-watch.ts';
import { driverOf, type ProbedDevice } from '../../../node-agent/hardware/probed-device.ts';
import { prettyName } from '../../../node-agent/hardware/read-hardware.ts';
import type { VendorReader } from '../../../node-agent/hardware/vendor-reading.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { until } from '../../support/until.ts';

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

const nothing: HeldMemory = { bytes: new Map(), moving: new Set() };
const never = new AbortController().signal;

const watchOf = (probe: () => Promise<ProbedDevice[]>): GpuWatch =>
  new GpuWatch({ probe, vendors: [], processor, allowSoftwareGpu: false, log: quietLog });

it('knows nothing until the probe answered, then all at once, the processor last', async () => {
  const answer = Promise.withResolvers<ProbedDevice[]>();
  const watch = watchOf(() => answer.promise);
  let changes = 0;
  const running = watch.run(
    () => nothing,
    () => changes++,
    never,
  );
  expect(watch.gpus(nothing)).toEqual([]);
  answer.resolve([card]);
  await running;
  await watch.known;
  expect(changes).toBe(1);
  expect(watch.gpus({ ...nothing, bytes: new Map([['cpu', 5]]) }).map((gpu) => [gpu.id, gpu.oursBytes])).toEqual([
    ['vulkan:0', 0],
    ['cpu', 5],
  ]);
});

it('still has the processor when the probe fails, with 1 GiB or half of the memory', async () => {
  const watch = watchOf(() => Promise.reject(new Error('no engine')));
  await watch.run(
    () => nothing,
    () => {},
    never,
  );
  expect(watch.gpus(nothing)).toMatchObject([
    { id: 'cpu', name: 'Intel Core i5-6500', totalBytes: 1024 ** 3, usable: true },
  ]);
});

/** A watch over one card whose driver says what the test tells it, until the test ends. */
function watchedCard() {
  const id = 'vulkan:0000:01:00.0';
  const state = { usedBytes: 300, held: nothing, reads: 0, changes: 0, gate: Promise.resolve() };
  const read: VendorReader = async () => {
    const { usedBytes } = state;
    state.reads++;
    await state.gate;
    const figures = { totalBytes: 1_000, usedBytes, temperatureC: null, load: null };
    return [{ vendor: 'nvidia', pciId: '0000:01:00.0', name: 'Card', driver: null, ...figures }];
  };
  const probe = () => Promise.resolve([card]);
  const usual = { processor, allowSoftwareGpu: false, log: quietLog };
  const watch = new GpuWatch({ ...usual, probe, vendors: [read], refreshEveryMs: 1 });
  const ending = new AbortController();
  const running = watch.run(
    () => state.held,
    () => state.changes++,
    ending.signal,
  );
  onTestFinished(() => {
    ending.abort();
    return running;
  });
  const figures = (): (number | undefined)[] => {
    const [gpu] = watch.gpus(state.held);
    return [gpu?.oursBytes, gpu?.othersBytes];
  };
  /** Ours and others', after a reading that began from now on. */
  const freshFigures = async (): Promise<(number | undefined)[]> => {
    const { reads } = state;
    await until('the card is read anew', () => state.reads >= reads + 2);
    return figures();
  };
  return { id, state, watch, figures, freshFigures };
}

it('takes what grows while a replica loads for ours, and leaves what others hold as it was', async () => {
  const { id, state, watch, freshFigures } = watchedCard();
  await watch.known;
  expect(await freshFigures()).toEqual([0, 300]);
  state.held = { bytes: new Map(), moving: new Set([id]) };
  state.usedBytes = 700;
  expect(await freshFigures()).toEqual([400, 300]);
  state.usedBytes = 800;
  expect(await freshFigures()).toEqual([500, 300]);
  state.held = { bytes: new Map([[id, 500]]), moving: new Set() };
  state.usedBytes = 850;
  expect(await freshFigures()).toEqual([500, 350]);
});

it('does not take a reading from before an unload for other programs', async () => {
  const { id, state, watch, figures, freshFigures } = watchedCard();
  await watch.known;
  state.held = { bytes: new Map([[id, 500]]), moving: new Set() };
  state.usedBytes = 800;
  expect(await freshFigures()).toEqual([500, 300]);
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  const { reads } = state;
  await until('a reading is under way that sees the replica', () => state.reads > reads);
  state.held = nothing;
  state.usedBytes = 300;
  const next = Promise.withResolvers<void>();
  state.gate = next.promise;
  const { changes } = state;
  gate.resolve();
  await until('that reading is taken', () => state.changes > changes);
  expect(figures()).toEqual([0, 300]);
  next.resolve();
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
