import { expect, it } from 'vitest';
import type { MeasuredLoad } from '../../../contract/plan.ts';
import { noteLoads } from '../../../main/placement/note-loads.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';

const gpu = aGpu({ name: 'NVIDIA GeForce GTX 1060 6GB' });
const memory = { weightsBytes: 2 * gib, cacheBytes: gib, workBytes: gib / 4 };
const planned = [{ machineId: 'pc', spec: spec({ gpuIds: [gpu.id] }), memory, reason: '' }];

/** What is kept of this report of the machine. */
function noted(
  changes: Partial<Parameters<typeof report>[0]>,
  wanted = planned,
): (MeasuredLoad & { replica: string })[] {
  const kept: (MeasuredLoad & { replica: string })[] = [];
  const replicas = [{ ...report({ state: 'ready', memory, ...changes }), spec: spec({ gpuIds: [gpu.id] }) }];
  noteLoads([machineFacts({ id: 'pc', gpus: [gpu], replicas })], wanted, {
    note: (replica, load) => void kept.push({ ...load, replica }),
    keepOnly: () => undefined,
  });
  return kept;
}

it('keeps what a ready replica took, with its shape and the family of its card', () => {
  const { variant, contextLength, slots, replicaId } = spec();
  expect(noted({})).toEqual([
    {
      replica: `pc ${replicaId}`,
      sha256: variant.sha256,
      backend: 'vulkan',
      family: 'gtx 10',
      contextLength,
      slots,
      memory,
    },
  ]);
});

it('keeps nothing of what is not ready, was not measured, or is not wanted there', () => {
  expect(noted({ state: 'loading' })).toEqual([]);
  expect(noted({ memory: null })).toEqual([]);
  expect(noted({}, [])).toEqual([]);
});

it('keeps no figure that cannot be true', () => {
  expect(noted({ memory: { ...memory, weightsBytes: 1000 } })).toEqual([]);
  expect(noted({ memory: { ...memory, workBytes: 7 * gib } })).toEqual([]);
});
