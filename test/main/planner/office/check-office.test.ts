import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mostGpus, type OfficeFile } from '../../../../contract/office-file.ts';
import { checkOffice } from '../../../../main/planner/office/check-office.ts';
import { madeOffice } from '../../../support/planner/made-office.ts';
import { root } from '../../../support/source/source-files.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'test', 'fixtures', 'offices', name), 'utf8'));

const office = (): OfficeFile => madeOffice({ seed: 1, gpus: 3, models: 3, pressure: 0.9, running: 1 });
const mistakes = (value: unknown): string[] =>
  (checkOffice(value).mistakes ?? []).map(({ path: at, message }) => `${at}: ${message}`);

describe('checkOffice', () => {
  it('takes an office that is right, and fills in what may be left out', () => {
    const { office: read } = checkOffice(fixture('four-pcs.json'));
    expect(read?.machines.map(({ name }) => name)).toEqual(['OFFICE-1', 'OFFICE-2', 'STUDIO-3', 'FRONT-DESK']);
    const short = office();
    const { limit: _limit, ...gpu } = short.machines[0]!.gpus[0]!;
    const { online: _online, ...machine } = short.machines[0]!;
    const { office: filled } = checkOffice({ ...short, machines: [{ ...machine, gpus: [gpu] }] });
    expect(filled?.machines[0]).toMatchObject({ online: true, gpus: [{ limit: null }] });
  });

  it('names all mistakes at once, each by its path', () => {
    expect(mistakes(fixture('full-of-mistakes.json'))).toEqual([
      'machines.0.gpus.0.vramTotal: too small: expected number to be >=0',
      'machines.1.gpus.0.limt: is not known',
      'machines.2.gpus.0.bandwidth: is missing',
      'models.0.variants.1.quality: invalid input: expected number, received string',
      'policy.margin: invalid input: expected number, received null',
      'machines.1.id: "office-1" stands at machines.0.id already',
      'deployments.3.model: "qwen2.5-7b" stands at deployments.1.model already',
      'deployments.0.slots: min 4 is more than max 1',
      'deployments.1.variants.1: "Q2_K" is no variant of qwen2.5-7b',
      'deployments.2.model: "bge-m4" is no model of the file',
    ]);
  });

  it.each([null, 7, 'office', [], [[]], {}, { machines: 3, models: { id: 1 }, deployments: [null, 4, 'x'] }])(
    'refuses %j without falling over it',
    (value) => {
      expect(mistakes(value).length).toBeGreaterThan(0);
    },
  );

  it('refuses numbers that are none', () => {
    const { policy } = office();
    expect(mistakes({ ...office(), policy: { ...policy, margin: JSON.parse('1e999') as number } })).toHaveLength(1);
    expect(mistakes({ ...office(), policy: { ...policy, margin: Number.NaN } })).toHaveLength(1);
  });

  it('refuses more than it can plan', () => {
    const [machine] = office().machines;
    const gpu = machine!.gpus[0]!;
    const machines = Array.from({ length: mostGpus / 64 + 1 }, (_, pc) => ({
      ...machine!,
      id: `pc${pc}`,
      gpus: Array.from({ length: 64 }, (_none, slot) => ({ ...gpu, id: `pc${pc}/${slot}` })),
    }));
    expect(mistakes({ ...office(), machines })).toEqual([`machines: have ${mostGpus + 64} GPUs, at most ${mostGpus}`]);
  });

  it('lets what runs name what is gone', () => {
    const running = [{ model: 'gone', variant: 'Q4_K_M', gpus: ['pc99/0'], context: 4096, slots: 1 }];
    expect(mistakes({ ...office(), running })).toEqual([]);
  });

  it('names a variant that a deployment allows twice', () => {
    const [first, ...others] = office().deployments;
    const twice = { ...first!, variants: ['Q4_K_M', 'Q4_K_M'] };
    expect(mistakes({ ...office(), deployments: [twice, ...others] })).toEqual([
      'deployments.0.variants.1: "Q4_K_M" stands here already',
    ]);
  });
});
