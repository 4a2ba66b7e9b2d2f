import { expect, it } from 'vitest';
import { bandwidthOf } from '../../../../main/planner/live/bandwidth.ts';
import { aGpu, aProcessor } from '../../../support/a-gpu.ts';

it('knows cards by name, and takes an unknown one for an old one', () => {
  const of = (name: string) => bandwidthOf(aGpu({ name })) / 1e9;
  expect(of('NVIDIA GeForce GTX 1080 Ti')).toBe(484);
  expect(of('NVIDIA GeForce GTX 1080')).toBe(320);
  expect(of('AMD Radeon RX 580 Series (RADV POLARIS10)')).toBe(256);
  expect(of('AMD Radeon RX 5500 XT')).toBe(224);
  expect(of('Something new')).toBe(192);
});

it('takes a processor, and a device that is computed on one, for slow', () => {
  expect(bandwidthOf(aProcessor())).toBeLessThan(bandwidthOf(aGpu({ name: 'Something new' })));
  expect(bandwidthOf(aGpu({ name: 'llvmpipe (LLVM 15.0.6, 256 bits)', software: true }))).toBe(
    bandwidthOf(aProcessor()),
  );
});
