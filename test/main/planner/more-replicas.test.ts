import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../contract/plan.ts';
import { plan } from '../../../main/planner/plan.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { demoVariant, deployment, machine, snapshot, spec } from '../../support/office-fixtures.ts';

const many = deployment({ replicas: { min: 1, max: 3 } });
const other = deployment({ id: 'other', model: 'other', priority: 1 });
const cards = (count: number, totalBytes = 6 * gib) =>
  Array.from({ length: count }, (_, index) => aGpu({ id: `vulkan:${index}`, totalBytes, othersBytes: 0 }));
const on = (office: Snapshot): string[] =>
  plan(office).replicas.map((one) => `${one.spec.deploymentId} ${one.machineId.slice(8)} ${one.spec.gpuIds.join()}`);
const copy = (machineId: string, replicaId: string, changes: Partial<ReturnType<typeof spec>> = {}) => ({
  machineId: `machine-${machineId}`,
  spec: spec({ replicaId, gpuIds: ['vulkan:0'], ...changes }),
  bytes: 3 * gib,
  loading: false,
});

describe('replicas beyond the minimum', () => {
  it('go to other machines and to other cards, and never twice to one card', () => {
    const office = snapshot({
      machines: [machine('A', cards(2, 12 * gib)), machine('B', cards(1))],
      deployments: [many],
    });
    expect(on(office)).toEqual(['llama A vulkan:0', 'llama A vulkan:1', 'llama B vulkan:0']);
    const one = snapshot({ machines: [machine('A', cards(1, 24 * gib))], deployments: [many] });
    expect(on(one)).toEqual(['llama A vulkan:0']);
    expect(plan(one).refusals).toEqual([]);
  });

  it('say why they are there', () => {
    const office = snapshot({ machines: [machine('A', cards(1)), machine('B', cards(1))], deployments: [many] });
    expect(plan(office).replicas[1]?.reason).toBe(
      'B has 5.7 GB for models on GTX 1060 after the margin; this takes 3.2 GB of it. It is one more than the one that is required, for a demand of 30 tokens per second.',
    );
  });

  it('come after every minimum, whatever the priority', () => {
    const office = snapshot({ machines: [machine('A', cards(1)), machine('B', cards(1))], deployments: [many, other] });
    expect(on(office)).toEqual(['llama A vulkan:0', 'other B vulkan:0']);
  });

  it('go to a second machine of each model before a third of any', () => {
    const both = [many, { ...other, replicas: { min: 1, max: 3 } }];
    const office = snapshot({
      machines: ['A', 'B', 'C', 'D'].map((name) => machine(name, cards(1))),
      deployments: both,
    });
    expect(on(office).map((line) => line.split(' ')[0])).toEqual(['llama', 'other', 'llama', 'other']);
  });

  it('are none for a model that shall not run', () => {
    const office = snapshot({
      machines: [machine('A', cards(1))],
      deployments: [{ ...many, replicas: { min: 0, max: 0 } }],
    });
    expect(on(office)).toEqual([]);
  });

  it('of the demo model go to processors where there is no card', () => {
    const demo = deployment({ variants: [demoVariant().sha256], replicas: { min: 1, max: 4 } });
    const office = snapshot({
      machines: [machine('A', [aProcessor()]), machine('B', [aProcessor()])],
      deployments: [demo],
    });
    expect(on(office)).toEqual(['llama A cpu', 'llama B cpu']);
  });

  it('leave when a minimum lacks their room, and the model is awaited', () => {
    const replicas = [copy('A', 'llama-1'), copy('B', 'llama-2')];
    const machines = [machine('A', cards(1)), machine('B', cards(1))];
    const office = snapshot({ machines, deployments: [many, other], replicas });
    const next = plan(office);
    expect(next.replicas.map(({ spec: { replicaId } }) => replicaId)).toEqual(['llama-1']);
    expect(next.refusals).toEqual([]);
    const gone = snapshot({ machines, deployments: [many, other], replicas: replicas.slice(0, 1) });
    expect(on(gone)).toEqual(['llama A vulkan:0', 'other B vulkan:0']);
  });

  it('stay when the maximum is lowered only as far as it says, the ready ones first', () => {
    const replicas = [{ ...copy('A', 'llama-1'), loading: true }, copy('B', 'llama-2')];
    const office = snapshot({
      machines: [machine('A', cards(1)), machine('B', cards(1))],
      deployments: [deployment()],
      replicas,
    });
    expect(plan(office).replicas.map((one) => one.spec.replicaId)).toEqual(['llama-2']);
  });
});
