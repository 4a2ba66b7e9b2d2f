import { describe, expect, it } from 'vitest';
import { readChange } from '../../../main/cli/read-change.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machineOf, officeOf, replicaOf } from '../../support/map-fixtures.ts';

const card = aGpu({ id: 'vulkan:a' });
const office = officeOf([machineOf('OFFICE-1', [card], [replicaOf([3, 1, 1])]), machineOf('OFFICE-2', [card], [])]);

describe('a change in words', () => {
  it.each([
    ['remove OFFICE-2', { kind: 'remove', machine: 'OFFICE-2' }],
    ['Pause office-2', { kind: 'pause', machine: 'office-2' }],
    ['add NEW 8GB Radeon RX 580', { kind: 'add', machine: 'NEW', gpuName: 'Radeon RX 580', totalBytes: 8 * gib }],
    ['limit OFFICE-2 4GB', { kind: 'limit', machine: 'OFFICE-2', gpuId: 'vulkan:a', bytes: 4 * gib }],
    ['limit OFFICE-2 none', { kind: 'limit', machine: 'OFFICE-2', gpuId: 'vulkan:a', bytes: null }],
    ['deploy x:Q8_0,Q4_0', { kind: 'deploy', model: 'x', wishes: { quantizations: ['Q8_0', 'Q4_0'] } }],
    ['undeploy x', { kind: 'undeploy', model: 'x' }],
  ])('%s is understood', (typed, change) => {
    expect(readChange(typed, office)).toEqual(change);
  });

  it('names a replica by its model and its machine', () => {
    const { replicaId, model } = replicaOf([3, 1, 1]);
    expect(readChange(`move ${model} OFFICE-1 OFFICE-2`, office)).toEqual({
      kind: 'move',
      replicaId,
      machine: 'OFFICE-2',
      gpuId: 'vulkan:a',
    });
  });

  it.each([
    ['explode OFFICE-2', 'invalid_request', 'is no change that can be planned'],
    ['remove', 'invalid_request', 'is no change that can be planned'],
    ['add NEW', 'invalid_request', 'is no change that can be planned'],
    ['limit OFFICE-9 4GB', 'machine_not_found', 'There is no machine OFFICE-9'],
    ['move x OFFICE-2 OFFICE-1', 'replica_not_found', 'x does not run on OFFICE-2'],
  ])('%s is refused', (typed, code, message) => {
    expect(() => readChange(typed, office)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code, message: expect.stringContaining(message) }),
      }),
    );
  });
});
