import { describe, expect, it } from 'vitest';
import type { Plan, Refusal, Snapshot } from '../../../contract/plan.ts';
import { wouldHelp } from '../../../main/wake/would-help.ts';
import { aGpu, gib } from '../../support/a-gpu.ts';
import { deployment, machine, snapshot, spec, variant } from '../../support/office-fixtures.ts';

const asleep = { serving: false, online: false, whyNot: 'B is not connected' };
const refusal: Refusal = {
  deploymentId: 'llama',
  model: 'llama-3.2-3b',
  reason: '',
  placed: 0,
  wished: 1,
  effect: '',
  action: '',
};
const refused: Plan = { replicas: [], promised: [], refusals: [refusal] };
const waiting = new Set(['llama-3.2-3b']);
const sleeping = new Set(['machine-B', 'machine-C']);

function office(changes: Partial<Snapshot> = {}): Snapshot {
  return snapshot({
    machines: [
      machine('A', [aGpu({ othersBytes: 5 * gib })]),
      machine('B', [aGpu()], asleep),
      machine('C', [aGpu({ totalBytes: 2 * gib })], asleep),
    ],
    deployments: [deployment()],
    ...changes,
  });
}

describe('a sleeping machine would help', () => {
  it('a model that has no place and fits there', () => {
    expect(wouldHelp(office(), refused, sleeping, new Set())).toEqual([
      {
        machineId: 'machine-B',
        reason: 'llama-3.2-3b has 0 of 1 replicas; it would fit on its GTX 1060.',
      },
    ]);
  });

  it('while requests wait, a model that may have more replicas', () => {
    const placed = {
      machineId: 'machine-A',
      spec: spec(),
      memory: { weightsBytes: 0, cacheBytes: 0, workBytes: 0 },
      reason: '',
    };
    const plan: Plan = { replicas: [placed], promised: [], refusals: [] };
    expect(wouldHelp(office(), plan, sleeping, waiting)).toEqual([]);
    const more = office({ deployments: [deployment({ replicas: { min: 1, max: 2 } })] });
    expect(wouldHelp(more, plan, sleeping, new Set())).toEqual([]);
    expect(wouldHelp(more, plan, sleeping, new Set(['another']))).toEqual([]);
    expect(wouldHelp(more, plan, sleeping, waiting)).toMatchObject([{ machineId: 'machine-B' }]);
  });

  it('not when it may not be woken, when nothing is lacking, or when room is not what lacks', () => {
    expect(wouldHelp(office(), refused, new Set(['machine-C']), waiting)).toEqual([]);
    expect(wouldHelp(office(), refused, new Set(), waiting)).toEqual([]);
    expect(wouldHelp(office(), { ...refused, refusals: [] }, sleeping, new Set())).toEqual([]);
    const short = variant({ facts: { ...variant().facts, trainedContext: 2_048 } });
    expect(wouldHelp(office({ variants: [short] }), refused, sleeping, new Set())).toEqual([]);
  });
});
