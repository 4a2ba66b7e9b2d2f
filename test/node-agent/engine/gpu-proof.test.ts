import { expect, it } from 'vitest';
import { type LoadFacts, proveGpuOnly } from '../../../node-agent/engine/gpu-proof.ts';

const honest: LoadFacts = {
  backend: 'vulkan',
  supportsGpuOffloading: true,
  deviceNames: ['NVIDIA GeForce GTX 1060 6GB'],
  devicesWanted: 1,
  layersOnGpu: 33,
  layers: 33,
  cacheBytesOffGpu: 0,
  allowSoftwareGpu: false,
};

const refusal = (lie: Partial<LoadFacts>): string => {
  const verdict = proveGpuOnly({ ...honest, ...lie });
  if (!('refusal' in verdict)) throw new Error('it was proved');
  expect(verdict.refusal.code).toBe('gpu_only_refused');
  return verdict.refusal.message;
};

it('proves a model that is on the card as a whole', () => {
  expect(proveGpuOnly(honest)).toEqual({
    proof: { backend: 'vulkan', deviceNames: ['NVIDIA GeForce GTX 1060 6GB'], layersOnGpu: 33, layers: 33 },
  });
});

it('is not fooled by a backend without a device', () => {
  expect(refusal({ supportsGpuOffloading: false, deviceNames: [] })).toContain('cannot compute on a vulkan device');
  expect(refusal({ deviceNames: [] })).toContain('found no vulkan device');
});

it.each([
  'llvmpipe (LLVM 15.0.6, 256 bits)',
  'lavapipe',
  'SwiftShader Device (Subzero)',
  'Microsoft Basic Render Driver',
])('is not fooled by %s', (name) => {
  expect(refusal({ deviceNames: [name] })).toBe(`${name} computes on the processor.`);
  expect(proveGpuOnly({ ...honest, deviceNames: [name], allowSoftwareGpu: true })).toHaveProperty('proof');
});

it('is not fooled by layers that stayed behind', () => {
  expect(refusal({ layersOnGpu: 32 })).toContain('Only 32 of 33 layers');
  expect(refusal({ layersOnGpu: 0 })).toContain('Only 0 of 33 layers');
  expect(refusal({ layersOnGpu: 0, layers: 0 })).toContain('Only 0 of 0 layers');
});

it('is not fooled by another number of devices', () => {
  expect(refusal({ devicesWanted: 2 })).toContain('1 devices where 2 were asked for');
});

it('is not fooled by conversation memory in main memory', () => {
  expect(refusal({ cacheBytesOffGpu: 6_291_456 })).toContain('7 MB of the conversation memory');
  expect(refusal({ cacheBytesOffGpu: null })).toContain('did not say');
});
