import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../contract/plan.ts';
import { plan } from '../../../../main/planner/plan.ts';
import { aGpu, aProcessor, gib } from '../../../support/a-gpu.ts';
import { deployment, machine, shaOf, snapshot, spec, variant } from '../../../support/office-fixtures.ts';

const pc = (name: string, totalBytes: number, gpu = 'GTX 1060') =>
  machine(name, [aGpu({ name: gpu, totalBytes, othersBytes: 0 })]);
const where = (office: Snapshot): string[] =>
  plan(office).replicas.map(({ machineId, spec: { model, variant: file, slots } }) =>
    [machineId.slice(8), model, file.name, slots].join(' '),
  );
const q8 = variant({
  sha256: shaOf('b'),
  name: 'Q8_0',
  sizeBytes: 3.4e9,
  facts: { ...variant().facts, tensorBytes: 3.4e9 },
});
const both = deployment({ variants: [q8.sha256, shaOf('a')], slots: { min: 1, max: 4 } });

describe('the plan of an office', () => {
  it('takes the best variant that fits, and as many conversations as there is room for', () => {
    const office = (totalBytes: number) =>
      snapshot({ machines: [pc('PC', totalBytes)], deployments: [both], variants: [q8, variant()] });
    expect(where(office(8 * gib))).toEqual(['PC llama-3.2-3b Q8_0 4']);
    expect(where(office(4.6 * gib))).toEqual(['PC llama-3.2-3b Q8_0 1']);
    expect(where(office(3.5 * gib))).toEqual(['PC llama-3.2-3b Q4_K_M 2']);
  });

  it('puts a model on the faster of two cards', () => {
    const machines = [pc('SLOW', 8 * gib, 'GTX 1050 Ti'), pc('FAST', 8 * gib, 'GTX 1080')];
    expect(where(snapshot({ machines, deployments: [deployment()] }))).toEqual(['FAST llama-3.2-3b Q4_K_M 2']);
  });

  it('lets a replica stay for a little more speed, and loads it anew for a better variant', () => {
    const running = { machineId: 'machine-OLD', spec: spec(), bytes: 3 * gib, loading: false };
    const office = snapshot({
      machines: [pc('OLD', 4 * gib, 'GTX 1060'), pc('NEW', 4 * gib, 'GTX 1080 Ti')],
      deployments: [deployment()],
      replicas: [running],
    });
    expect(where(office)).toEqual(['OLD llama-3.2-3b Q4_K_M 2']);
    const better = { ...office, machines: [pc('OLD', 4 * gib), pc('NEW', 11 * gib)], variants: [q8, variant()] };
    const wishes = deployment({ variants: [q8.sha256, shaOf('a')] });
    expect(where({ ...better, deployments: [wishes] })).toContain('NEW llama-3.2-3b Q8_0 2');
  });

  it('puts a replica where it is pinned, and elsewhere when that cannot be', () => {
    const machines = [pc('A', 6 * gib), pc('B', 6 * gib, 'GTX 1080 Ti')];
    const pinned = deployment({ pins: [{ machineId: 'machine-A', gpuId: aGpu().id }] });
    const running = { machineId: 'machine-B', spec: spec(), bytes: 3 * gib, loading: false };
    expect(where(snapshot({ machines, deployments: [pinned] }))).toEqual(['A llama-3.2-3b Q4_K_M 2']);
    expect(where(snapshot({ machines, deployments: [pinned], replicas: [running] }))[0]).toBe(
      'A llama-3.2-3b Q4_K_M 2',
    );
    const small = [pc('A', 2 * gib), machines[1]!];
    expect(where(snapshot({ machines: small, deployments: [pinned] }))).toEqual(['B llama-3.2-3b Q4_K_M 2']);
  });

  it('does not let a pin take the place of what must run', () => {
    const pinned = deployment({
      id: 'extra',
      model: 'extra',
      replicas: { min: 0, max: 1 },
      pins: [{ machineId: 'machine-A', gpuId: aGpu().id }],
    });
    const office = snapshot({ machines: [pc('A', 4 * gib)], deployments: [deployment(), pinned] });
    expect(where(office)).toEqual(['A llama-3.2-3b Q4_K_M 2']);
  });

  it('gives more replicas to what is in demand', () => {
    const range = { replicas: { min: 1, max: 3 } };
    const other = deployment({ id: 'other', model: 'other', ...range });
    const machines = ['A', 'B', 'C', 'D'].map((name) => pc(name, 4 * gib));
    const office = snapshot({ machines, deployments: [deployment(range), other] });
    const count = (demand: Snapshot['demand'], model: string) =>
      where({ ...office, demand }).filter((line) => line.includes(` ${model} `)).length;
    expect([count(new Map([['other', 400]]), 'other'), count(new Map([['llama', 400]]), 'llama-3.2-3b')]).toEqual([
      3, 3,
    ]);
  });

  it('lays a model over several cards of one machine when no single one can hold it', () => {
    const cards = [0, 1].map((n) =>
      aGpu({ id: `vulkan:${n}`, index: n, totalBytes: (n === 0 ? 8 : 6) * gib, othersBytes: 0 }),
    );
    const big = variant({
      facts: { ...variant().facts, layers: 40, kvHeads: Array.from({ length: 40 }, () => 8), tensorBytes: 9 * gib },
    });
    const office = snapshot({ machines: [machine('PC', cards)], deployments: [deployment()], variants: [big] });
    const [one] = plan(office).replicas;
    expect(one?.spec.gpuIds).toEqual(['vulkan:0', 'vulkan:1']);
    const [first = 0, second = 0] = one?.spec.shares ?? [];
    expect(first + second).toBeCloseTo(1, 6);
    expect(first / second).toBeGreaterThan(1.1);
    const running = { machineId: 'machine-PC', spec: one!.spec, bytes: one!.spec.estimateBytes, loading: false };
    const again = plan({ ...office, replicas: [running], heldIds: [one!.spec.replicaId] });
    expect(again.replicas.map(({ spec: { replicaId } }) => replicaId)).toEqual([one?.spec.replicaId]);
  });

  it('stays on the cards over which it lies, though another is a little roomier by now', () => {
    const cards = (others: number) =>
      [0, 1, 2].map((n) =>
        aGpu({ id: `vulkan:${n}`, index: n, totalBytes: 8 * gib, othersBytes: n === 1 ? gib + others : gib }),
      );
    const big = variant({ facts: { ...variant().facts, tensorBytes: 9 * gib } });
    const office = (others: number) =>
      snapshot({ machines: [machine('PC', cards(others))], deployments: [deployment()], variants: [big] });
    const [one] = plan(office(0)).replicas;
    expect(one?.spec.gpuIds).toEqual(['vulkan:0', 'vulkan:1']);
    const running = { machineId: 'machine-PC', spec: one!.spec, bytes: one!.spec.estimateBytes, loading: false };
    const later = plan({ ...office(2), replicas: [running], heldIds: [one!.spec.replicaId] });
    expect(later.replicas.map(({ spec: { replicaId } }) => replicaId)).toEqual([one?.spec.replicaId]);
    expect(later.promised).toEqual([]);
  });

  it('lets go what runs of a file that its deployment allows no more', () => {
    const running = { machineId: 'machine-PC', spec: spec(), bytes: 3 * gib, loading: false };
    const office = snapshot({
      machines: [pc('PC', 12 * gib)],
      deployments: [deployment({ variants: [q8.sha256] })],
      variants: [q8, variant()],
      replicas: [running],
      heldIds: ['llama-1'],
    });
    // Both have room, so the old one answers until the new one is ready.
    expect(where(office)).toEqual(['PC llama-3.2-3b Q8_0 2', 'PC llama-3.2-3b Q4_K_M 2']);
    const strange = { ...running, spec: spec({ variant: { ...spec().variant, sha256: shaOf('f') } }) };
    expect(where({ ...office, replicas: [strange] })[0]).toBe('PC llama-3.2-3b Q8_0 2');
  });

  it('is not narrowed by what a model would take on a processor', () => {
    const graph = { ...variant().facts.graph!, offGpuBytes: gib };
    const wide = variant({ facts: { ...variant().facts, tensorBytes: 3 * gib, graph } });
    const withProcessor = machine('PC', [aGpu({ totalBytes: 3.6 * gib, othersBytes: 0 }), aProcessor()]);
    const office = snapshot({ machines: [withProcessor], deployments: [deployment()], variants: [wide] });
    expect(where(office)).toEqual(['PC llama-3.2-3b Q4_K_M 2']);
  });

  it('says so when none of the files of a model is here any more', () => {
    const [refusal] = plan(
      snapshot({ machines: [pc('PC', 8 * gib)], deployments: [deployment()], variants: [] }),
    ).refusals;
    expect(refusal).toMatchObject({ reason: 'None of its files is in the office.', placed: 0 });
  });

  it('says of a model that it needs cards of its own when it stands on all that could hold it', () => {
    const two = deployment({ replicas: { min: 2, max: 2 } });
    const [refusal] = plan(snapshot({ machines: [pc('PC', 12 * gib)], deployments: [two] })).refusals;
    expect(refusal).toMatchObject({
      placed: 1,
      wished: 2,
      reason: 'Each replica needs a card of its own with 3.2 GB for models, and there is 1.',
      action: 'Ask for 1 replica, or add a graphics card.',
    });
  });

  it('names the longest context that would fit, or fewer conversations', () => {
    const long = deployment({ contextLength: 32_768, slots: { min: 1, max: 1 } });
    const refusalOf = (one: typeof long) =>
      plan(snapshot({ machines: [pc('PC', 4.5 * gib)], deployments: [one] })).refusals[0]?.action;
    expect(refusalOf(long)).toBe('Lower its context to 16,384 tokens: then Q4_K_M fits.');
    expect(refusalOf(deployment({ contextLength: 16_384, slots: { min: 4, max: 4 } }))).toBe(
      'Ask for 1 conversation at once: then Q4_K_M fits.',
    );
    expect(refusalOf(deployment({ contextLength: 200_000 }))).toBe('Lower its context to 131,072 tokens or less.');
  });
});
