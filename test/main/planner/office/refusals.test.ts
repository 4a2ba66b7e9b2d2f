import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OfficeFile } from '../../../../contract/office-file.ts';
import { planOffice } from '../../../../main/planner/office/plan-office.ts';
import { root } from '../../../support/source/source-files.ts';

const file = path.join(root, 'test', 'fixtures', 'offices', 'four-pcs.json');
const office = OfficeFile.parse(JSON.parse(readFileSync(file, 'utf8')));
const gib = 1024 ** 3;

type Deployment = OfficeFile['deployments'][number];

const only = (model: string, changes: Partial<Deployment> = {}): OfficeFile => ({
  ...office,
  running: [],
  deployments: office.deployments.filter((one) => one.model === model).map((one) => ({ ...one, ...changes })),
});

const refusalOf = (one: OfficeFile) => planOffice(one).refused[0];

describe('a refusal', () => {
  it('says that no machine is online', () => {
    const machines = office.machines.map((machine) => ({ ...machine, online: false }));
    expect(refusalOf({ ...only('bge-m3'), machines })).toMatchObject({
      code: 'no-machine',
      reason: 'No machine is online.',
      largestFree: null,
    });
  });

  it('names the longest context that the model takes', () => {
    const refusal = refusalOf(only('bge-m3', { context: 9000 }));
    expect(refusal).toMatchObject({
      code: 'context-too-long',
      reason: 'A context of 9000 tokens is wished, and the model takes 8192 at most.',
      remedy: 'Lower the context to 8192 tokens or less.',
      needs: null,
    });
  });

  it('names what is needed and what the roomiest GPU has', () => {
    const refusal = refusalOf(only('qwen2.5-7b', { context: 32_768, slots: { min: 4, max: 4 } }));
    expect(refusal).toMatchObject({
      code: 'too-big',
      reason:
        'Q4_K_M with 4 × 32768 tokens needs 11.8 GB; the roomiest GPU, GeForce RTX 3060 on STUDIO-3, has 9.7 GB for models.',
      remedy: 'Choose a smaller variant or a shorter context.',
      replicas: { wished: 1, placed: 0 },
    });
    expect(refusal?.needs).toBeGreaterThan(refusal?.largestFree ?? 0);
  });

  it('counts the GPUs that could hold it', () => {
    expect(refusalOf(only('bge-m3', { replicas: { min: 5, max: 5 } }))).toMatchObject({
      code: 'too-few-gpus',
      reason: '3 of 5 replicas have a place. Each needs a GPU of its own with 1.2 GB for models, and there are 3.',
      remedy: 'Ask for 3 replicas, or add a graphics card.',
      replicas: { wished: 5, placed: 3 },
    });
  });

  it('names the largest free space when others have taken the memory', () => {
    const machines = office.machines.filter(({ id }) => id === 'office-2');
    const deployments = office.deployments.map((one) => ({ ...one, replicas: { min: 1, max: 1 } }));
    const refusal = refusalOf({ ...office, machines, deployments });
    expect(refusal).toMatchObject({ model: 'qwen2.5-7b', code: 'no-room', replicas: { wished: 1, placed: 0 } });
    expect(refusal?.reason).toMatch(
      /^Q4_K_M needs 5\.3 GB; the largest free space is \S+ [GM]B, on Radeon RX 580 of OFFICE-2\. /,
    );
    expect(refusal?.reason).toMatch(/ OFFICE-2 could hold it, but is worth more with bge-m3 and llama-3\.2-3b\.$/);
    expect(refusal?.largestFree).toBeLessThan(8 * gib);
  });
});
