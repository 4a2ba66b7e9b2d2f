import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../contract/plan.ts';
import { plan } from '../../../main/planner/plan.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { demoVariant, deployment, machine, snapshot, spec } from '../../support/office-fixtures.ts';

const llama = deployment();
const card = aGpu({ id: 'vulkan:a', othersBytes: gib });
const paused = { serving: false, whyNot: 'PC is paused' };
const running = (changes: { machineId: string; id?: string; bytes?: number; gpu?: string; of?: string }) => ({
  machineId: changes.machineId,
  spec: spec({
    replicaId: changes.id ?? 'llama-1',
    deploymentId: changes.of ?? 'llama',
    gpuIds: [changes.gpu ?? card.id],
  }),
  bytes: changes.bytes ?? 3 * gib,
  loading: false,
});
const where = (office: Snapshot): string[] =>
  plan(office).replicas.map(({ machineId, spec: { deploymentId } }) => `${deploymentId} on ${machineId.slice(8)}`);

describe('a machine that does not serve', () => {
  it('gets no replica, and the refusal says what to do', () => {
    const { replicas, refusals } = plan(snapshot({ machines: [machine('PC', [card], paused)], deployments: [llama] }));
    expect(replicas).toEqual([]);
    expect(refusals[0]?.reason).toBe('Needs 3.2 GB; GTX 1060 could take it, but PC is paused.');
    expect(refusals[0]?.action).toBe('Let PC serve, or add a machine.');
  });

  it('is not named where it could not help', () => {
    const small = machine('PC', [aGpu({ totalBytes: 2 * gib })], paused);
    const [refusal] = plan(snapshot({ machines: [small], deployments: [llama] })).refusals;
    expect(refusal?.reason).toContain('no graphics card can be used (PC is paused)');
  });

  it('loses what it runs to another one', () => {
    const office = snapshot({
      machines: [machine('PC', [card], paused), machine('NEW', [card])],
      deployments: [llama],
      replicas: [running({ machineId: 'machine-PC' })],
    });
    expect(where(office)).toEqual(['llama on NEW']);
  });

  it('loses a replica that is being loaded, too', () => {
    const office = snapshot({
      machines: [machine('PC', [card], paused)],
      deployments: [llama],
      replicas: [{ ...running({ machineId: 'machine-PC' }), loading: true }],
    });
    expect(where(office)).toEqual([]);
  });
});

describe('a limit', () => {
  const limited = (bytes: number, gpu = card) => machine('PC', [gpu], { limits: new Map([[gpu.id, bytes]]) });

  it('bounds what is placed, and the refusal names it', () => {
    expect(where(snapshot({ machines: [limited(4 * gib)], deployments: [llama] }))).toEqual(['llama on PC']);
    const { replicas, refusals } = plan(snapshot({ machines: [limited(2 * gib)], deployments: [llama] }));
    expect(replicas).toEqual([]);
    expect(refusals[0]?.reason).toBe('Needs 3.2 GB on one card, and at most 2.0 GB of GTX 1060 on PC are shared.');
    expect(refusals[0]?.action).toContain('Share more of that card');
  });

  it('is not named where the card would be too small anyway', () => {
    const tiny = aGpu({ totalBytes: 3 * gib, othersBytes: 2 * gib });
    const [refusal] = plan(snapshot({ machines: [limited(gib / 2, tiny)], deployments: [llama] })).refusals;
    expect(refusal?.reason).toBe(
      'Needs 3.2 GB on one card, the largest space is 0.5 GB. GTX 1060 on PC has 3.0 GB, less 2.0 GB of other programs and 0.3 GB margin.',
    );
  });

  it('does not count what other programs hold', () => {
    const busy = aGpu({ totalBytes: 8 * gib, othersBytes: 4 * gib });
    expect(where(snapshot({ machines: [limited(3.5 * gib, busy)], deployments: [llama] }))).toEqual(['llama on PC']);
  });

  it('that was lowered sends away the least important, and only as many as must go', () => {
    const second = deployment({ id: 'second', model: 'second', priority: 1 });
    const wide = aGpu({ totalBytes: 12 * gib });
    const replicas = [
      running({ machineId: 'machine-PC', gpu: wide.id, of: 'second', id: 'second-1' }),
      running({ machineId: 'machine-PC', gpu: wide.id }),
    ];
    const office = snapshot({ machines: [limited(4 * gib, wide)], deployments: [second, llama], replicas });
    expect(where(office)).toEqual(['llama on PC']);
    const afterwards = {
      ...office,
      replicas: replicas.slice(1),
      leaving: [{ machineId: 'machine-PC', spec: { gpuIds: [wide.id], shares: [] }, bytes: 3 * gib }],
    };
    expect(where(afterwards), 'what leaves counts against nobody who stays').toEqual(['llama on PC']);
  });

  it('does not send away what measured a little more than it was placed for', () => {
    const replica = running({ machineId: 'machine-PC', bytes: 3.3 * gib });
    const office = snapshot({ machines: [limited(3.2 * gib)], deployments: [llama], replicas: [replica] });
    expect(plan(office).replicas.map((one) => one.spec)).toEqual([replica.spec]);
  });
});

describe('memory that is being freed', () => {
  it('is promised: the model is awaited instead of refused, and nobody else takes what is free there', () => {
    const second = deployment({ id: 'second', model: 'second', priority: 1, variants: [demoVariant().sha256] });
    const full = aGpu({ totalBytes: 4 * gib, othersBytes: 0 });
    const leaving = [{ machineId: 'machine-PC', spec: { gpuIds: [full.id], shares: [] }, bytes: 3 * gib }];
    const office = snapshot({ machines: [machine('PC', [full])], deployments: [llama], leaving });
    expect(plan(office)).toMatchObject({
      replicas: [],
      promised: [{ deploymentId: 'llama', machineId: 'machine-PC', gpuIds: [full.id] }],
      refusals: [],
    });
    const promised = snapshot({ ...office, machines: [machine('PC', [{ ...full, totalBytes: 3.5 * gib }])] });
    const both = { ...promised, deployments: [llama, second] };
    expect(plan(both).replicas).toEqual([]);
    expect(plan(both).refusals.map(({ model }) => model)).toEqual(['second']);
  });

  it('of a replica whose shape changed is given away when that one is gone', () => {
    const longer = deployment({ contextLength: 5000 });
    const office = snapshot({
      machines: [machine('PC', [card])],
      deployments: [longer],
      replicas: [running({ machineId: 'machine-PC' })],
    });
    expect(plan(office)).toMatchObject({ replicas: [], promised: [{ deploymentId: 'llama' }], refusals: [] });
    expect(where({ ...office, replicas: [] })).toEqual(['llama on PC']);
  });
});
