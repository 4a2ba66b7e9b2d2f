import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { HeldMemory } from '../../../node-agent/base/held-memory.ts';
import { GpuWatch } from '../../../node-agent/hardware/gpu-watch.ts';
import { driverOf, pciIdOf, type ProbedDevice } from '../../../node-agent/hardware/probed-device.ts';
import { prettyName } from '../../../node-agent/hardware/read-hardware.ts';
import type { VendorReader, VendorReading } from '../../../node-agent/hardware/vendor-reading.ts';
import { processorDevice } from '../../../node-agent/hardware/processor.ts';
import { fixtureText } from '../../support/engine/hardware-fixtures.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { until } from '../../support/until.ts';

const processor = { name: 'Intel Core i5-6500', memoryBytes: 8 * 1024 ** 3 };
const card: ProbedDevice = {
  backend: 'vulkan',
  index: 0,
  name: 'Card',
  driver: null,
  pciId: null,
  totalBytes: 1,
  usedBytes: 0,
  unified: false,
};

const nothing: HeldMemory = { bytes: new Map(), moving: new Set() };
const never = new AbortController().signal;
const mib = (many: number): number => many * 1024 ** 2;

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
function watchedCard(plugged = true, seen = true) {
  const pciId = '0000:01:00.0';
  const id = `vulkan:${pciId}`;
  const counts = { probes: 0, reads: 0, changes: 0 };
  const state = { usedBytes: 300, held: nothing, plugged, seen, ...counts, gate: Promise.resolve() };
  const read: VendorReader = async () => {
    const { usedBytes } = state;
    state.reads++;
    await state.gate;
    const figures = { totalBytes: 1_000, usedBytes, temperatureC: null, load: null };
    const told: VendorReading = { vendor: 'nvidia', pciId, name: 'Card', driver: null, trouble: null, ...figures };
    return { readings: state.plugged ? [told] : [], troubles: [] };
  };
  const probe = () => {
    state.probes++;
    return Promise.resolve(state.plugged && state.seen ? [{ ...card, pciId }] : []);
  };
  const usual = { processor, allowSoftwareGpu: false, log: quietLog };
  const watch = new GpuWatch({ ...usual, probe, vendors: [read], refreshEveryMs: 1, askAgainMs: [5, 10, 15] });
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

it('takes memory that comes back slowly after an unload for nobody else’s', async () => {
  const { id, state, watch, freshFigures } = watchedCard();
  await watch.known;
  state.usedBytes = mib(5_000);
  state.held = { bytes: new Map([[id, mib(4_000)]]), moving: new Set() };
  expect(await freshFigures()).toEqual([mib(4_000), mib(1_000)]);
  state.held = nothing;
  watch.unloaded(id, 'qwen', mib(4_000), nothing);
  expect(await freshFigures()).toEqual([mib(4_000), mib(1_000)]);
  state.usedBytes = mib(3_000);
  expect(await freshFigures()).toEqual([mib(2_000), mib(1_000)]);
  state.usedBytes = mib(1_100);
  expect(await freshFigures()).toEqual([0, mib(1_100)]);
  expect(watch.missing()).toEqual([]);
});

it('keeps a card that fails to answer once, and shows one that stays away as gone until it is back', async () => {
  const { id, state, watch } = watchedCard();
  const shown = () => watch.gpus(nothing).find((gpu) => gpu.id === id);
  await watch.known;
  state.plugged = false;
  await until('it counts as gone', () => shown()?.usable === false);
  expect(shown()?.reason).toContain('does not answer any more');
  expect(state.probes).toBe(1);
  state.plugged = true;
  await until('it is back', () => shown()?.usable === true);
  expect(state.probes).toBe(2);
});

it('asks the engine again when a card is plugged in', async () => {
  const { id, state, watch } = watchedCard(false);
  await watch.known;
  state.plugged = true;
  await until('it is seen by the engine', () => watch.gpus(nothing).some((gpu) => gpu.id === id && gpu.usable));
});

it('asks the engine again for a card that it did not see, once nothing of ours is loaded', async () => {
  const { id, state, watch } = watchedCard(true, false);
  state.held = { bytes: new Map([['vulkan:0000:02:00.0', 1]]), moving: new Set() };
  await watch.known;
  await until('it has looked for longer than the first pause', () => state.reads > 30);
  expect(state.probes).toBe(1);
  state.seen = true;
  state.held = { bytes: new Map([['cpu', 1]]), moving: new Set() };
  await until('it is seen by the engine', () => watch.gpus(nothing).some((gpu) => gpu.id === id && gpu.usable));
  expect(state.probes).toBe(2);
});

it('does not ask without end for a card that the engine never sees', async () => {
  const { state } = watchedCard(true, false);
  await until('it has asked after each pause', () => state.probes === 4);
  const { reads } = state;
  await until('it has looked for longer than another pause', () => state.reads > reads + 50);
  expect(state.probes).toBe(4);
});

describe('llama.cpp’s lines', () => {
  const recorded = fixtureText('debian12-virtual-pc-llvmpipe.engine.txt').split('\n');
  const radeon = 'ggml_vulkan: 0 = AMD Radeon RX 580 Series (RADV POLARIS10) (radv) | uma: 0 | fp16: 0 | warp size: 64';
  const using = (id: string): string =>
    `llama_prepare_model_devices: using device Vulkan0 (AMD Radeon RX 580 Series (RADV POLARIS10)) (${id}) - 8021 MiB free`;

  it('tell the driver, brackets in the name or not', () => {
    expect(driverOf(['ggml_vulkan: Found 1 Vulkan devices:', radeon])).toBe('radv');
    expect(driverOf(recorded)).toBe('llvmpipe');
    expect(driverOf([])).toBeNull();
  });

  it('tell the PCI id where the driver knows it', () => {
    expect(pciIdOf([radeon, using('0000:0A:00.0')])).toBe('0000:0a:00.0');
    expect(pciIdOf([using('unknown id')])).toBeNull();
    expect(pciIdOf(recorded)).toBeNull();
    expect(recorded.some((line) => line.includes('(unknown id)'))).toBe(true);
  });
});

it('knows the processor by its name, with a part of the memory', () => {
  const recorded = z
    .object({ model: z.string(), totalmem: z.number() })
    .parse(JSON.parse(fixtureText('debian12-virtual-pc.processor.json')));
  expect(processorDevice(recorded.model, recorded.totalmem, 0)).toMatchObject({
    id: 'cpu',
    name: 'AMD EPYC',
    totalBytes: 1024 ** 3,
    integrated: false,
  });
});

it('reads the name of a Linux', () => {
  expect(prettyName('NAME="Debian GNU/Linux"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n')).toBe(
    'Debian GNU/Linux 12 (bookworm)',
  );
  expect(prettyName('')).toBeNull();
});
