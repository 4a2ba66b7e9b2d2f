import { expect, it } from 'vitest';
import { measuredMemory } from '../../../node-agent/engine/measured-memory.ts';

const facts = {
  onGpu: true,
  model: { vram: 2_725_632, ram: 208_896 },
  context: { vram: 12_333_056, ram: 2_897_952 },
  cacheBytes: 6_291_456,
  grown: 0,
};

it('splits the context into cache and work', () => {
  expect(measuredMemory(facts)).toEqual({ weightsBytes: 2_725_632, cacheBytes: 6_291_456, workBytes: 6_041_600 });
});

it('counts the backend’s overhead as work where the device shows it', () => {
  expect(measuredMemory({ ...facts, grown: 25_058_688 }).workBytes).toBe(16_041_600);
});

it('reads main memory on a processor', () => {
  expect(measuredMemory({ ...facts, onGpu: false, cacheBytes: 2_000_000 })).toEqual({
    weightsBytes: 208_896,
    cacheBytes: 2_000_000,
    workBytes: 897_952,
  });
});
