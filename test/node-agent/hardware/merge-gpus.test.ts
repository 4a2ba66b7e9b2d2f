import { describe, expect, it } from 'vitest';
import { mergeGpus } from '../../../node-agent/hardware/merge-gpus.ts';
import { othersBytes } from '../../../node-agent/hardware/others-bytes.ts';
import { pairDevices } from '../../../node-agent/hardware/pair-devices.ts';
import type { ProbedDevice } from '../../../node-agent/hardware/probed-device.ts';
import { SeenCards } from '../../../node-agent/hardware/seen-cards.ts';
import type { VendorReading, VendorReport } from '../../../node-agent/hardware/vendor-reading.ts';
import { whyUnseen } from '../../../node-agent/hardware/why-unseen.ts';

const gigabyte = 1024 ** 3;

const device = (changes: Partial<ProbedDevice> = {}): ProbedDevice => ({
  backend: 'vulkan',
  index: 0,
  name: 'NVIDIA GeForce GTX 1060 6GB',
  driver: 'NVIDIA',
  pciId: null,
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
  trouble: null,
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
  const others = othersBytes(devices, held, held, new Map());
  return mergeGpus({ devices, held, others, gone: new Set(), troubles: [], platform: 'linux', allowSoftwareGpu });
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
      integrated: false,
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

describe('a device and a reading belong together', () => {
  it('by PCI id, in whatever order and however many have one name', () => {
    const probed = [device({ pciId: '0000:82:00.0' }), device({ index: 1, pciId: '0000:03:00.0' })];
    const readings = [reading({ pciId: '0000:03:00.0', usedBytes: 0 }), reading({ pciId: '0000:82:00.0' })];
    expect(merged(probed, readings).map((gpu) => [gpu.id, gpu.index, gpu.othersBytes])).toEqual([
      ['vulkan:0000:82:00.0', 0, gigabyte],
      ['vulkan:0000:03:00.0', 1, 0],
    ]);
  });

  it('never by name when their PCI ids differ', () => {
    const gpus = merged([device({ pciId: '0000:01:00.0' })], [reading({ pciId: '0000:02:00.0' })]);
    expect(gpus.map((gpu) => [gpu.id, gpu.usable])).toEqual([
      ['vulkan:0000:01:00.0', true],
      ['vulkan:0000:02:00.0', false],
    ]);
  });

  it('by name where the driver tells the engine no PCI id, equal cards in order', () => {
    const gpus = merged(
      [device(), device({ index: 1 })],
      [reading(), reading({ pciId: '0000:02:00.0', usedBytes: 0 })],
    );
    expect(gpus.map((gpu) => [gpu.id, gpu.index])).toEqual([
      ['vulkan:0000:01:00.0', 0],
      ['vulkan:0000:02:00.0', 1],
    ]);
  });

  it('once, though two drivers offer the card: the one that llama.cpp prefers counts', () => {
    const name = 'AMD Radeon RX 580 Series';
    const amdvlk = device({ name, driver: 'AMD open-source driver', pciId: '0000:01:00.0' });
    const radv = device({ name, driver: 'radv', index: 1, pciId: '0000:01:00.0' });
    const gpus = merged([amdvlk, radv], [reading({ vendor: 'amd', name: null, driver: null })]);
    expect(gpus.map((gpu) => [gpu.id, gpu.index, gpu.driver])).toEqual([['vulkan:0000:01:00.0', 1, 'radv']]);
  });

  it('on a laptop, each graphics unit with its own', () => {
    const intel = device({ name: 'Intel(R) Iris(R) Xe Graphics (ADL GT2)', pciId: '0000:00:02.0', unified: true });
    const nvidia = device({ index: 1, pciId: '0000:01:00.0' });
    const uhd = reading({ vendor: 'intel', pciId: '0000:00:02.0', name: null, totalBytes: null, usedBytes: null });
    expect(merged([intel, nvidia], [reading(), uhd])).toMatchObject([
      { id: 'vulkan:0000:00:02.0', usable: false, integrated: true, totalBytes: 6 * gigabyte },
      { id: 'vulkan:0000:01:00.0', usable: true, integrated: false, index: 1 },
    ]);
  });

  it('on a Mac, by name', () => {
    const m1 = device({ backend: 'metal', name: 'Apple M1', unified: true, totalBytes: 5 * gigabyte });
    const told = reading({ vendor: 'apple', pciId: null, name: 'Apple M1', totalBytes: 4 * gigabyte, usedBytes: null });
    expect(merged([m1], [told])).toMatchObject([
      { id: 'metal:0', usable: true, integrated: true, totalBytes: 5 * gigabyte },
    ]);
  });
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

describe('a card that the engine does not see is listed with the reason and what to do', () => {
  const why = (
    card: Partial<VendorReading>,
    troubles: VendorReport['troubles'] = [],
    platform: NodeJS.Platform = 'linux',
  ) => whyUnseen(reading(card), troubles, platform);

  it('in the list', () => {
    expect(merged([], [reading()])).toMatchObject([
      { id: 'vulkan:0000:01:00.0', usable: false, reason: expect.stringContaining('its Vulkan part is missing') },
    ]);
    expect(
      merged([], [reading({ vendor: 'intel', name: null, totalBytes: null, usedBytes: null, pciId: null })]),
    ).toMatchObject([
      {
        id: 'vulkan:intel-0',
        name: 'Intel graphics',
        integrated: true,
        totalBytes: 0,
        othersBytes: 0,
        reason: expect.stringContaining('no video memory of its own'),
      },
    ]);
  });

  it('as a card, if it is one of Intel’s that are', () => {
    const arc = reading({ vendor: 'intel', pciId: '0000:03:00.0', name: null, totalBytes: null });
    const uhd = { ...arc, pciId: '0000:00:02.0' };
    expect(merged([], [arc, uhd])).toMatchObject([
      { integrated: false, reason: expect.stringContaining('mesa-vulkan-drivers') },
      { integrated: true, reason: expect.stringContaining('no video memory of its own') },
    ]);
  });

  it.each<[string, Partial<VendorReading>, NodeJS.Platform, RegExp]>([
    ['Nouveau', { driver: 'nouveau' }, 'linux', /driver Nouveau.*nvidia-driver/],
    ['NVIDIA’s without Vulkan', { driver: '535.183.01' }, 'linux', /nvidia-vulkan-icd/],
    ['NVIDIA’s, old', { driver: '390.157' }, 'linux', /390\.157 is too old for the engine; install 440/],
    ['AMD’s without Mesa', { vendor: 'amd', driver: 'amdgpu' }, 'linux', /mesa-vulkan-drivers/],
    ['Intel’s without Mesa', { vendor: 'intel', driver: 'i915' }, 'linux', /mesa-vulkan-drivers/],
    ['AMD’s on Windows', { vendor: 'amd' }, 'win32', /Adrenalin/],
    ['NVIDIA’s on Windows', {}, 'win32', /nvidia\.com/],
    ['AMD’s on a Mac', { vendor: 'amd' }, 'darwin', /Apple’s own graphics only/],
  ])('%s', (_name, card, platform, sentence) => expect(why(card, [], platform)).toMatch(sentence));

  it('by what the system says of this card, then by what its reader says, before any guess', () => {
    const troubles = [{ vendor: 'nvidia' as const, sentence: 'The reader says so.' }];
    expect(why({ trouble: 'The system says so.' }, troubles)).toBe('The system says so.');
    expect(why({ driver: 'nouveau' }, troubles)).toBe('The reader says so.');
    expect(why({ vendor: 'amd' }, troubles)).toContain('mesa-vulkan-drivers');
  });
});

it('a card that does not answer any more is not used, and says so', () => {
  const gone = reading();
  const devices = pairDevices([device()], [gone]);
  const held = { bytes: new Map<string, number>(), moving: new Set<string>() };
  const facts = { devices, held, others: new Map<string, number>(), troubles: [], platform: 'linux' as const };
  const [gpu] = mergeGpus({ ...facts, gone: new Set([gone]), allowSoftwareGpu: false });
  expect(gpu).toMatchObject({ usable: false, reason: expect.stringContaining('does not answer any more') });
});

it('a tool that does not answer once changes no figure', () => {
  const silent = { ...reading(), usedBytes: null };
  const devices = pairDevices([device()], [silent]);
  const held = { bytes: new Map<string, number>(), moving: new Set<string>() };
  expect(othersBytes(devices, held, held, new Map([['vulkan:0000:01:00.0', 7]]))).toEqual(
    new Map([['vulkan:0000:01:00.0', 7]]),
  );
  const cards = new SeenCards();
  cards.look([reading()]);
  cards.look([{ ...silent, name: null, totalBytes: null }]);
  expect(cards.readings).toEqual([silent]);
  expect(cards.gone.size).toBe(0);
});
