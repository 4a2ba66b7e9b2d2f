import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OfficeFile } from '../../../../contract/office-file.ts';
import { planOffice } from '../../../../main/planner/office/plan-office.ts';
import { root } from '../../../support/source/source-files.ts';

const file = path.join(root, 'test', 'fixtures', 'offices', 'four-pcs.json');
const office = OfficeFile.parse(JSON.parse(readFileSync(file, 'utf8')));

const onlyOn = (machine: string, changes: Partial<OfficeFile['deployments'][number]>): string[] => {
  const machines = office.machines.filter(({ id }) => id === machine);
  const deployments = office.deployments
    .filter(({ model }) => model === 'llama-3.2-3b')
    .map((one) => ({ ...one, replicas: { min: 1, max: 1 }, ...changes }));
  return planOffice({ ...office, machines, deployments, running: [] }).replicas.map(({ reason }) => reason);
};

describe('the reason of a replica', () => {
  it('names the machine, its GPU and its memory', () => {
    expect(onlyOn('studio-3', { slots: { min: 1, max: 1 } })).toEqual([
      'STUDIO-3 has 9.7 GB for models on GeForce RTX 3060 after the margin; this takes 4.5 GB of it. Q8_0 is the best variant that is allowed.',
    ]);
  });

  it('says why no better variant stands there', () => {
    expect(onlyOn('office-1', { context: 16_384, slots: { min: 1, max: 1 } })[0]).toMatch(
      /Q8_0 would need 5\.\d GB, more than this GPU has\.$/,
    );
  });

  it('names those beside it', () => {
    const reasons = planOffice({ ...office, running: [] }).replicas.map(({ reason }) => reason);
    expect(reasons.some((reason) => /beside (bge-m3|llama-3\.2-3b|qwen2\.5-7b) this takes/.test(reason))).toBe(true);
  });

  it('says for what demand there are more than required', () => {
    const machines = office.machines.map((machine) => ({ ...machine, online: true }));
    const deployments = office.deployments
      .filter(({ model }) => model === 'bge-m3')
      .map((one) => ({ ...one, demand: 100_000 }));
    const reasons = planOffice({ ...office, machines, deployments, running: [] }).replicas.map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason.includes('one more'))).toHaveLength(1);
    expect(reasons.at(1)).toContain('It is one more than the one that is required, for a demand of 100000 tokens');
  });
});
