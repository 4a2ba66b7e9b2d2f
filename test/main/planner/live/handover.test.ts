import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../contract/plan.ts';
import { plan } from '../../../../main/planner/plan.ts';
import { aGpu, gib } from '../../../support/a-gpu.ts';
import { deployment, machine, snapshot, spec } from '../../../support/office-fixtures.ts';

const card = (totalBytes: number) => aGpu({ totalBytes, othersBytes: 0 });
const llama = deployment({ priority: 10 });
const large = deployment({ id: 'large', model: 'large', contextLength: 16_384 });
/** Llama runs on the only card that could hold the large model, and would fit on the small one, too. */
const crowded = (smallBytes = 4 * gib): Snapshot =>
  snapshot({
    machines: [machine('BIG', [card(8 * gib)]), machine('SMALL', [card(smallBytes)])],
    deployments: [llama, large],
    replicas: [{ machineId: 'machine-BIG', spec: spec(), bytes: 3 * gib, loading: false }],
    heldIds: ['llama-1'],
  });
const named = (office: Snapshot): string[] =>
  plan(office).replicas.map((one) => `${one.spec.replicaId} on ${one.machineId.slice(8)}`);

describe('a replica that moves', () => {
  it('answers at its old place until the new one is ready', () => {
    const made = plan(crowded());
    expect(named(crowded())).toEqual(['llama-run-1 on SMALL', 'llama-1 on BIG']);
    expect(made.replicas[1]?.reason).toBe('It answers here until the replica on SMALL is ready.');
    expect(made.promised).toMatchObject([{ deploymentId: 'large', machineId: 'machine-BIG' }]);
    expect(made.refusals).toEqual([]);
  });

  it('leaves when the new one is ready, and what waited for its room is placed then', () => {
    const next = spec({ replicaId: 'llama-run-1' });
    const office = (loading: boolean): Snapshot => ({
      ...crowded(),
      replicas: [...crowded().replicas, { machineId: 'machine-SMALL', spec: next, bytes: 3 * gib, loading }],
      heldIds: ['llama-1', 'llama-run-1'],
    });
    expect(named(office(true))).toEqual(['llama-run-1 on SMALL', 'llama-1 on BIG']);
    expect(named(office(false))).toEqual(['llama-run-1 on SMALL']);
    const gone = { ...office(false), replicas: office(false).replicas.slice(1) };
    expect(named(gone)).toEqual(['llama-run-1 on SMALL', 'large-run-1 on BIG']);
  });

  it('leaves at once when the new one needs its very room', () => {
    const longer = deployment({ contextLength: 5000 });
    const office = snapshot({
      machines: [machine('PC', [card(5 * gib)])],
      deployments: [longer],
      replicas: [{ machineId: 'machine-PC', spec: spec(), bytes: 3 * gib, loading: false }],
    });
    expect(plan(office)).toMatchObject({ replicas: [], promised: [{ deploymentId: 'llama' }] });
  });

  it('leaves at once when its machine rests or other programs take its memory', () => {
    const rests = crowded().machines.map((one) =>
      one.name === 'BIG' ? { ...one, serving: false, whyNot: 'BIG is paused' } : one,
    );
    expect(named({ ...crowded(), machines: rests })).toEqual(['llama-run-1 on SMALL']);
    const busy = crowded().machines.map((one) =>
      one.name === 'BIG' ? { ...one, gpus: [aGpu({ totalBytes: 8 * gib, othersBytes: 6 * gib })] } : one,
    );
    expect(named({ ...crowded(), machines: busy })).toEqual(['llama-run-1 on SMALL']);
  });

  it('makes way for another that waits for it, so that only one of the two is away', () => {
    const swapped = snapshot({
      machines: [machine('A', [card(3.6 * gib)]), machine('B', [card(3.6 * gib)])],
      deployments: [
        deployment({ pins: [{ machineId: 'machine-B', gpuId: aGpu().id }] }),
        deployment({ id: 'other', model: 'other', pins: [{ machineId: 'machine-A', gpuId: aGpu().id }] }),
      ],
      replicas: [
        { machineId: 'machine-A', spec: spec(), bytes: 3 * gib, loading: false },
        {
          machineId: 'machine-B',
          spec: spec({ replicaId: 'other-1', deploymentId: 'other', model: 'other' }),
          bytes: 3 * gib,
          loading: false,
        },
      ],
    });
    const made = plan(swapped);
    expect(made.replicas.map(({ spec: { replicaId } }) => replicaId)).toEqual(['other-1']);
    expect(made.promised.map(({ machineId }) => machineId)).toEqual(['machine-B', 'machine-A']);
  });
});
