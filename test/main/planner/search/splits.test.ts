import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OfficeFile } from '../../../../contract/office-file.ts';
import { planOffice } from '../../../../main/planner/office/plan-office.ts';
import { splitsOf, takenBy } from '../../../../main/planner/search/splits.ts';
import { root } from '../../../support/source/source-files.ts';

const file = path.join(root, 'test', 'fixtures', 'offices', 'two-cards-in-one-pc.json');
const office = OfficeFile.parse(JSON.parse(readFileSync(file, 'utf8')));
const gib = 1024 ** 3;

const withDeployment = (model: string, changes: Partial<OfficeFile['deployments'][number]>): OfficeFile => ({
  ...office,
  deployments: office.deployments.map((one) => (one.model === model ? { ...one, ...changes } : one)),
});

describe('a model that no single GPU can hold', () => {
  it('lies on several GPUs of one machine', () => {
    const { replicas, refused } = planOffice(office);
    const split = replicas.find(({ model }) => model === 'qwen2.5-32b');
    expect(split).toMatchObject({ machine: 'render-1', gpus: ['render-1/1', 'render-1/0'] });
    expect(split?.reason).toBe(
      'RENDER-1 takes it over 2 GPUs (10.8 GB on GeForce RTX 3060, 9.9 GB on GeForce RTX 3060), because no single GPU can hold it.',
    );
    expect(refused).toEqual([]);
  });

  it('leaves room for nothing that it needs itself', () => {
    const taken = takenBy(splitsOf(office));
    const gpus = office.machines.flatMap((machine) => machine.gpus);
    for (const [id, bytes] of taken) {
      const gpu = gpus.find((one) => one.id === id)!;
      const usable = gpu.vramTotal - gpu.vramOther - office.policy.margin;
      const beside = planOffice(office).replicas.filter(({ gpus: on }) => on.length === 1 && on[0] === id);
      expect(beside.reduce((all, one) => all + one.bytes.total, bytes)).toBeLessThanOrEqual(usable);
    }
  });

  it('is refused when the office lets nothing lie on several', () => {
    const { refused } = planOffice({ ...office, policy: { ...office.policy, split: false } });
    expect(refused).toMatchObject([{ model: 'qwen2.5-32b', code: 'too-big', replicas: { wished: 1, placed: 0 } }]);
    expect(refused[0]?.remedy).toContain('several GPUs');
  });

  it('is refused when the machine with several GPUs is too small, too', () => {
    const small = office.machines.map((machine) => ({
      ...machine,
      gpus: machine.gpus.map((gpu) => ({ ...gpu, limit: 5 * gib })),
    }));
    expect(planOffice({ ...office, machines: small }).refused.map(({ code }) => code)).toEqual(['too-big']);
  });

  it('gives way to models that are wished more than it', () => {
    const llama = office.deployments.find(({ model }) => model === 'llama-3.2-3b')!;
    const other = withDeployment('qwen2.5-32b', { priority: 1 });
    const urgent = { ...llama, context: 65_536, slots: { min: 1, max: 1 }, replicas: { min: 2, max: 2 }, priority: 10 };
    const deployments = other.deployments.map((one) => (one.model === 'llama-3.2-3b' ? urgent : one));
    const { replicas } = planOffice({ ...other, deployments });
    expect(replicas.map(({ model }) => model)).toEqual(['llama-3.2-3b', 'llama-3.2-3b']);
  });

  it('has more of its layers where more is free, as llama.cpp lays them', () => {
    const [split] = splitsOf(office);
    const free = new Map(
      office.machines.flatMap(({ gpus }) => gpus.map((gpu) => [gpu.id, gpu.vramTotal - gpu.vramOther] as const)),
    );
    const [first, second] = [...(split?.shares ?? [])].map(([id, bytes]) => bytes / (free.get(id) ?? 0));
    expect(first).toBeCloseTo(second ?? 0, 1);
  });

  it('stays where it runs', () => {
    const render = office.machines.find(({ id }) => id === 'render-1')!;
    const twin = {
      ...render,
      id: 'render-2',
      gpus: render.gpus.map((gpu) => ({ ...gpu, id: gpu.id.replace('render-1', 'render-2') })),
    };
    const both = { ...office, machines: [...office.machines, twin] };
    const place = (running: OfficeFile['running']) =>
      planOffice({ ...both, running }).replicas.find(({ model }) => model === 'qwen2.5-32b');
    const gpus = ['render-2/0', 'render-2/1'];
    const there = place([{ model: 'qwen2.5-32b', variant: 'Q4_K_M', gpus, context: 4096, slots: 1 }]);
    expect([place([])?.machine, there?.machine]).toEqual(['render-1', 'render-2']);
    expect(there?.reason).toContain('already');
  });

  it('is not split when one GPU can hold it', () => {
    expect(splitsOf(withDeployment('qwen2.5-32b', { replicas: { min: 0, max: 1 } }))).toEqual([]);
    const roomy = office.machines.map((machine) => ({
      ...machine,
      gpus: machine.gpus.map((gpu) => ({ ...gpu, vramTotal: 48 * gib })),
    }));
    expect(splitsOf({ ...office, machines: roomy })).toEqual([]);
  });
});
