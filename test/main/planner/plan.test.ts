import { describe, expect, it } from 'vitest';
import type { Plan, Snapshot } from '../../../contract/plan.ts';
import { plan } from '../../../main/planner/plan.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { demoVariant, deployment, machine, shaOf, snapshot, spec, variant } from '../../support/office-fixtures.ts';

const llama = deployment();
const demo = deployment({ id: 'demo', model: 'demo', variants: [demoVariant().sha256], priority: 1 });

describe('plan', () => {
  it('places a model on the faster card and says what it takes of it', () => {
    const small = machine('MEETING', [aGpu({ id: 'vulkan:a', name: 'GTX 970', totalBytes: 4 * gib, othersBytes: 0 })]);
    const large = machine('DESIGN-01', [aGpu({ id: 'vulkan:b', name: 'GTX 1080 Ti', totalBytes: 11 * gib })]);
    const { replicas, refusals } = plan(snapshot({ machines: [small, large], deployments: [llama] }));
    expect(refusals).toEqual([]);
    expect(replicas).toHaveLength(1);
    expect(replicas[0]).toMatchObject({
      machineId: 'machine-DESIGN-01',
      spec: { gpuIds: ['vulkan:b'], replicaId: 'llama-run-1' },
    });
    expect(replicas[0]?.reason).toBe(
      'DESIGN-01 has 9.8 GB for models on GTX 1080 Ti after the margin; this takes 3.2 GB of it.',
    );
  });

  it('never counts memory that other programs hold', () => {
    const busy = machine('RECEPTION', [aGpu({ othersBytes: 4 * gib })]);
    const { replicas, refusals } = plan(snapshot({ machines: [busy], deployments: [llama] }));
    expect(replicas).toEqual([]);
    expect(refusals[0]?.reason).toMatch(
      /^Needs \d\.\d GB on one card, the largest space is 1\.7 GB\. GTX 1060 .* less 4\.0 GB of other programs/,
    );
    expect(refusals[0]).toMatchObject({
      effect: 'Requests for it are refused.',
      action: expect.stringContaining('smaller variant'),
    });
  });

  it('takes the next variant when the best does not fit', () => {
    const both = deployment({ variants: [shaOf('b'), shaOf('a')] });
    const large = variant({ sha256: shaOf('b'), name: 'F16', facts: { ...variant().facts, tensorBytes: 6 * gib } });
    const office = snapshot({ machines: [machine('PC', [aGpu()])], deployments: [both], variants: [large, variant()] });
    expect(plan(office).replicas[0]?.spec.variant.name).toBe('Q4_K_M');
  });

  it('gives the demo model, and nothing else, to a processor', () => {
    const office = snapshot({ machines: [machine('PC', [aProcessor()])], deployments: [llama, demo] });
    const { replicas, refusals } = plan(office);
    expect(replicas.map((replica) => replica.spec.model)).toEqual(['demo']);
    expect(refusals.map((refusal) => refusal.model)).toEqual(['llama-3.2-3b']);
    expect(refusals[0]?.reason).toContain('no graphics card can be used');
  });

  it('lets processors run any model once the admin switched CPU machines on', () => {
    const roomy = aProcessor({ totalBytes: 16 * gib });
    const office = snapshot({ machines: [machine('PC', [roomy])], deployments: [llama], cpuMachines: true });
    expect(plan(office).replicas).toHaveLength(1);
  });

  it('prefers a graphics card to a processor for the demo model', () => {
    const office = snapshot({ machines: [machine('PC', [aProcessor(), aGpu()])], deployments: [demo] });
    expect(plan(office).replicas[0]?.spec.gpuIds).toEqual([aGpu().id]);
  });

  it('never places two models into the same bytes', () => {
    const second = deployment({ id: 'second', model: 'other' });
    const card = aGpu({ totalBytes: 4.5 * gib, othersBytes: 0 });
    const { replicas, refusals } = plan(snapshot({ machines: [machine('PC', [card])], deployments: [llama, second] }));
    expect(replicas).toHaveLength(1);
    expect(refusals).toHaveLength(1);
  });

  it('serves the higher priority first when both cannot fit', () => {
    const urgent = deployment({ id: 'z-urgent', model: 'other', priority: 9 });
    const card = aGpu({ totalBytes: 4.5 * gib, othersBytes: 0 });
    const { replicas } = plan(snapshot({ machines: [machine('PC', [card])], deployments: [llama, urgent] }));
    expect(replicas[0]?.spec.deploymentId).toBe('z-urgent');
  });

  it('leaves a running replica where it is, even when a larger card appears', () => {
    const here = machine('PC', [aGpu()]);
    const larger = machine('NEW', [aGpu({ id: 'vulkan:new', totalBytes: 24 * gib })]);
    const running = { machineId: here.id, spec: spec(), bytes: 3 * gib, loading: false };
    const { replicas } = plan(
      snapshot({ machines: [here, larger], deployments: [llama], replicas: [running], heldIds: ['llama-1'] }),
    );
    expect(replicas).toEqual([expect.objectContaining({ machineId: here.id, spec: running.spec })]);
  });

  it('moves a replica whose memory other programs took', () => {
    const here = machine('PC', [aGpu({ othersBytes: 5 * gib })]);
    const other = machine('NEW', [aGpu({ id: 'vulkan:new' })]);
    const running = { machineId: here.id, spec: spec(), bytes: 3 * gib, loading: false };
    const { replicas } = plan(
      snapshot({ machines: [here, other], deployments: [llama], replicas: [running], heldIds: ['llama-1'] }),
    );
    expect(replicas.map((replica) => [replica.machineId, replica.spec.replicaId])).toEqual([
      ['machine-NEW', 'llama-run-1'],
    ]);
  });

  describe('where the office makes no room for other programs', () => {
    const taken = machine('PC', [aGpu({ othersBytes: 5 * gib })]);
    const other = machine('NEW', [aGpu({ id: 'vulkan:new' })]);
    const running = { machineId: taken.id, spec: spec(), bytes: 3 * gib, loading: false };
    const office = (changes: Partial<Snapshot> = {}): Snapshot =>
      snapshot({ machines: [taken], deployments: [llama], replicas: [running], makeRoom: false, ...changes });
    const idsOn = ({ replicas }: Plan): string[] => replicas.map((one) => `${one.machineId} ${one.spec.replicaId}`);

    it('keeps a replica where it is, also where another card is free', () => {
      const made = plan(office({ machines: [taken, other] }));
      expect([idsOn(made), made.refusals]).toEqual([['machine-PC llama-1'], []]);
    });

    it('keeps one that lies on two cards, of which others took one', () => {
      const large = variant({ facts: { ...variant().facts, tensorBytes: 7 * gib } });
      const two = (othersBytes: number) =>
        machine('TWO', [aGpu({ id: 'vulkan:a', othersBytes }), aGpu({ id: 'vulkan:b', othersBytes: 0 })]);
      const before = office({ machines: [two(0)], replicas: [], variants: [large] });
      const [planned] = plan(before).replicas;
      const split = planned?.spec ?? spec();
      expect(split.gpuIds).toHaveLength(2);
      const replicas = [{ machineId: 'machine-TWO', spec: split, bytes: split.estimateBytes, loading: false }];
      const after = { ...before, machines: [two(5 * gib)], replicas };
      expect(idsOn(plan(after))).toEqual([`machine-TWO ${split.replicaId}`]);
      expect(idsOn(plan({ ...after, makeRoom: true }))).toEqual([]);
    });

    it('lets nobody drive it out who would find no place in what others leave', () => {
      const urgent = deployment({ id: 'z-urgent', model: 'other', priority: 9 });
      const made = plan(office({ deployments: [llama, urgent] }));
      expect(idsOn(made)).toEqual(['machine-PC llama-1']);
      expect(made.refusals).toMatchObject([{ deploymentId: 'z-urgent' }]);
      expect(made.promised).toEqual([]);
    });

    it('places nothing new beside it', () => {
      const small = deployment({ id: 'small', model: 'small', variants: [demoVariant().sha256] });
      const made = plan(office({ deployments: [llama, small], variants: [variant(), demoVariant()] }));
      expect(idsOn(made)).toEqual(['machine-PC llama-1']);
    });

    it('places nothing anew there once it is gone', () => {
      const made = plan(office({ replicas: [] }));
      expect(idsOn(made)).toEqual([]);
      expect(made.refusals[0]?.reason).toContain('5.0 GB of other programs');
    });

    it('obeys a limit, a larger margin and a pause as always', () => {
      const limited = { ...taken, limits: new Map([[aGpu().id, gib]]) };
      expect(idsOn(plan(office({ machines: [limited] })))).toEqual([]);
      expect(idsOn(plan(office({ marginBytes: 4 * gib })))).toEqual([]);
      const paused = { ...taken, serving: false, whyNot: 'PC is paused' };
      expect(idsOn(plan(office({ machines: [paused] })))).toEqual([]);
    });
  });

  it('leaves a replica alone while it is being loaded, whatever the card seems to hold meanwhile', () => {
    const filling = machine('PC', [aGpu({ othersBytes: 5 * gib })]);
    const loading = { machineId: filling.id, spec: spec(), bytes: 3 * gib, loading: true };
    const { replicas, refusals } = plan(snapshot({ machines: [filling], deployments: [llama], replicas: [loading] }));
    expect([replicas.map((replica) => replica.spec), refusals]).toEqual([[loading.spec], []]);
  });

  it('gives nobody the memory that a leaving replica still holds', () => {
    const card = machine('PC', [aGpu({ totalBytes: 6 * gib, othersBytes: 0 })]);
    const leaving = [{ machineId: card.id, spec: { gpuIds: [aGpu().id], shares: [] }, bytes: 4 * gib }];
    const office = snapshot({ machines: [card], deployments: [llama], leaving });
    expect(plan(office).replicas).toEqual([]);
    expect(plan({ ...office, leaving: [] }).replicas).toHaveLength(1);
  });

  it('never gives an id twice', () => {
    const office = snapshot({ machines: [machine('PC', [aGpu()])], deployments: [llama], heldIds: ['llama-run-1'] });
    expect(plan(office).replicas[0]?.spec.replicaId).toBe('llama-run-2');
  });

  it('does not try a place that was set aside, and gives its reason', () => {
    const here = machine('PC', [aGpu()]);
    const aside = { deploymentId: 'llama', machineId: here.id, gpuId: aGpu().id, reason: 'the engine ended 3 times' };
    const { replicas, refusals } = plan(snapshot({ machines: [here], deployments: [llama], setAside: [aside] }));
    expect(replicas).toEqual([]);
    expect(refusals[0]?.reason).toBe('On PC: the engine ended 3 times.');
  });

  it('gives nothing to machines that are not connected nor to GPUs that cannot be used, and names the card that is only off', () => {
    const off = machine('OFF', [aGpu()], {
      serving: false,
      online: false,
      off: true,
      whyNot: 'OFF is not connected',
    });
    const software = machine('SOFT', [aGpu({ usable: false, reason: 'llvmpipe computes on the processor' })]);
    const { replicas, refusals } = plan(snapshot({ machines: [software, off], deployments: [llama] }));
    expect(replicas).toEqual([]);
    expect(refusals[0]).toMatchObject({
      reason: 'Needs 3.2 GB; GTX 1060 could take it, but OFF is not connected.',
      action: 'Switch OFF on, or add a machine.',
    });
    expect(plan(snapshot({ machines: [software], deployments: [llama] })).refusals[0]?.reason).toContain(
      'no graphics card can be used',
    );
  });

  it('ends its sentence once, though the reason of a card has a full stop', () => {
    const software = machine('SOFT', [aGpu({ usable: false, reason: 'llvmpipe computes on the processor.' })]);
    expect(plan(snapshot({ machines: [software], deployments: [llama] })).refusals[0]?.reason).toMatch(
      /\(llvmpipe computes on the processor\)\.$/,
    );
  });

  it('says that no machine is connected when there is none', () => {
    expect(plan(snapshot({ deployments: [llama] })).refusals[0]?.reason).toBe('No machine is connected.');
  });

  it('gives the same plan for the same snapshot', () => {
    const machines = ['A', 'B', 'C'].map((name) => machine(name, [aGpu()]));
    const deployments = [llama, demo, deployment({ id: 'third', model: 'third' })];
    const office = snapshot({ machines, deployments });
    expect(plan(office)).toEqual(plan(structuredClone(office)));
  });
});
