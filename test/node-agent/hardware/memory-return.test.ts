import { expect, it } from 'vitest';
import { MemoryReturn } from '../../../node-agent/hardware/memory-return.ts';

const mib = 1024 ** 2;
const gpuId = 'vulkan:0000:01:00.0';
const unloaded = { model: 'qwen', bytes: 4_000 * mib, at: 1_000, oursBytes: 0, othersBytes: 900 * mib };
const read = (used: number, ours = 0) => ({ gpuId, usedBytes: used * mib, oursBytes: ours * mib });

function afterUnload(changes: Partial<typeof unloaded> = {}) {
  const memory = new MemoryReturn();
  memory.unloaded(gpuId, { ...unloaded, ...changes });
  return memory;
}

it('a card settles until its memory is back, but for 64 MB and a twentieth of what the replica held', () => {
  const memory = afterUnload();
  memory.look(read(4_900), 2_000);
  expect(memory.settling).toEqual(new Set([gpuId]));
  memory.look(read(900 + 264), 4_000);
  expect(memory.settling).toEqual(new Set());
  memory.look(read(2_000), 30_000);
  expect(memory.missing).toEqual([]);
});

it('what is not back after 15 s is missing until it comes', () => {
  const memory = afterUnload();
  memory.look(read(1_800), 15_999);
  expect(memory.missing).toEqual([]);
  memory.look(read(1_800), 16_000);
  expect(memory.missing).toEqual([{ gpuId, models: ['qwen'], bytes: 900 * mib, since: 1_000 }]);
  expect(memory.settling).toEqual(new Set());
  memory.look(read(1_700), 18_000);
  expect(memory.missing).toHaveLength(1);
  memory.look(read(1_000), 20_000);
  expect(memory.missing).toEqual([]);
});

it('no more than the replica held is missing, however much other programs took meanwhile', () => {
  const memory = afterUnload({ bytes: 1_000 * mib });
  memory.look(read(5_900), 16_000);
  expect(memory.missing[0]?.bytes).toBe(1_000 * mib);
});

it('replicas that end together are looked at together, with what others held before the first', () => {
  const memory = afterUnload();
  memory.unloaded(gpuId, { ...unloaded, model: 'phi', bytes: 1_000 * mib, at: 2_000, othersBytes: 5_000 * mib });
  memory.look(read(2_900), 16_500);
  expect(memory.missing).toEqual([]);
  memory.look(read(2_900), 17_000);
  expect(memory.missing).toEqual([{ gpuId, models: ['qwen', 'phi'], bytes: 2_000 * mib, since: 2_000 }]);
});

it('nobody is blamed when another replica was loaded there meanwhile', () => {
  const memory = afterUnload();
  memory.look(read(5_500, 4_000), 16_000);
  expect(memory.settling).toEqual(new Set());
  expect(memory.missing).toEqual([]);
});
