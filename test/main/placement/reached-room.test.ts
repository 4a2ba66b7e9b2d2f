import { expect, it } from 'vitest';
import { ReachedRoom } from '../../../main/placement/reached-room.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';

const gpuId = aGpu().id;
const hour = 60 * 60_000;

it('tries a little less than what failed, beside what others hold, for an hour', () => {
  const reached = new ReachedRoom();
  const failed = spec({ replicaId: 'failed', estimateBytes: 4 * gib });
  const memory = { weightsBytes: gib, cacheBytes: gib / 2, workBytes: gib / 2 };
  const beside = report({ spec: spec({ replicaId: 'beside' }), memory });
  const replicas = [beside, report({ spec: failed, state: 'failed' })];
  reached.failed(machineFacts({ id: 'pc', replicas }), failed, 0);
  expect(reached.of('pc', 0)).toEqual(new Map([[gpuId, Math.floor(2 * gib + 3.8 * gib)]]));
  expect(reached.of('other', 0)).toEqual(new Map());
  expect(reached.nextChange(0)).toBe(hour);
  expect(reached.of('pc', hour)).toEqual(new Map());
  expect(reached.nextChange(hour)).toBeNull();
});

it('counts each card of a replica on several by its part', () => {
  const reached = new ReachedRoom();
  reached.failed(machineFacts(), spec({ gpuIds: ['a', 'b'], shares: [0.75, 0.25], estimateBytes: 4 * gib }), 0);
  expect(reached.of('m', 0)).toEqual(
    new Map([
      ['a', Math.floor(0.75 * 4 * gib * 0.95)],
      ['b', Math.floor(0.25 * 4 * gib * 0.95)],
    ]),
  );
});
