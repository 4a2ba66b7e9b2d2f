import { describe, expect, it } from 'vitest';
import type { SnapshotMachine } from '../../../contract/plan.ts';
import { fitOf, type FitOffice } from '../../../main/library/fits.ts';
import { aGpu, aProcessor, gib } from '../../support/a-gpu.ts';
import { llamaFacts, machine, snapshot, spec } from '../../support/office-fixtures.ts';
import { plainRules } from '../../support/library/plain-rules.ts';

const card = (id: string, totalGib: number, othersGib = 0) =>
  aGpu({ id, totalBytes: totalGib * gib, othersBytes: othersGib * gib });
const office = (...machines: SnapshotMachine[]): FitOffice => snapshot({ machines });
const fit = (where: FitOffice) => fitOf(llamaFacts, where, plainRules);

describe('fitOf', () => {
  it('names the machines with room now, the one with the most first', () => {
    const where = office(
      machine('SMALL', [card('a', 8)]),
      machine('LARGE', [card('b', 24)]),
      machine('TINY', [card('c', 2)]),
    );
    expect(fit(where)).toMatchObject({
      verdict: 'now',
      machines: ['LARGE', 'SMALL'],
      shape: { contextLength: 8_192, slots: 4 },
      sentence: expect.stringMatching(
        /^Needs \d\.\d GB for 4 conversations of 8,192 tokens; LARGE has 23\.7 GB free\.$/,
      ),
    });
  });

  it('takes a smaller shape before it says no', () => {
    expect(fit(office(machine('PC', [card('a', 4)])))).toMatchObject({
      verdict: 'now',
      shape: { contextLength: 8_192, slots: 1 },
      sentence: expect.stringContaining('for 1 conversation of 8,192 tokens'),
    });
  });

  it('counts what runs already, limits, and what other programs hold', () => {
    const running = { machineId: 'machine-PC', spec: spec({ gpuIds: ['a'] }), bytes: 5 * gib, loading: false };
    const busy = { ...office(machine('PC', [card('a', 8)])), replicas: [running] };
    expect(fit(busy)).toMatchObject({
      verdict: 'emptied',
      machines: ['PC'],
      sentence: expect.stringMatching(
        /; 2\.7 GB is the most that is free on one card\. PC has 7\.7 GB when its card is empty\.$/,
      ),
    });
    expect(fit(office(machine('PC', [card('a', 8, 6)])))).toMatchObject({ verdict: 'emptied' });
    const limited = { ...machine('PC', [card('a', 8)]), limits: new Map([['a', 2 * gib]]) };
    expect(fit(office(limited))).toMatchObject({
      verdict: 'never',
      sentence: expect.stringMatching(/^Needs \d\.\d GB, the largest card of this office gives 2\.0 GB\.$/),
    });
  });

  it('says when a machine that rests would take it', () => {
    const resting = { ...machine('MEETING', [card('a', 8)]), serving: false, whyNot: 'MEETING is paused' };
    expect(fit(office(resting, machine('PC', [card('b', 2)])))).toMatchObject({
      verdict: 'resting',
      machines: ['MEETING'],
      sentence: expect.stringMatching(/MEETING has 7\.7 GB free, but MEETING is paused\.$/),
    });
  });

  it('says by how much nothing fits, in the smallest shape', () => {
    expect(fit(office(machine('PC', [card('a', 2), card('b', 3)])))).toMatchObject({
      verdict: 'never',
      machines: [],
      shape: { contextLength: 4_096, slots: 1 },
      sentence: expect.stringMatching(/^Needs \d\.\d GB, the largest card of this office gives 2\.7 GB\.$/),
    });
  });

  it('says that there is no card at all', () => {
    const broken = aGpu({ usable: false, reason: 'its driver is too old' });
    expect(fit(office(machine('PC', [aProcessor(), broken])))).toMatchObject({
      verdict: 'never',
      sentence: expect.stringContaining('this office has no graphics card that can be used.'),
    });
  });

  it('counts processors where an admin lets them run any model', () => {
    const where = office(machine('PC', [aProcessor({ totalBytes: 16 * gib })]));
    expect(fit(where).verdict).toBe('never');
    expect(fit({ ...where, cpuMachines: true })).toMatchObject({ verdict: 'now', machines: ['PC'] });
  });

  it('never promises a context that the model was not trained for', () => {
    const short = { ...llamaFacts, trainedContext: 2_048 };
    const { shape } = fitOf(short, office(machine('PC', [card('a', 24)])), plainRules);
    expect(shape).toEqual({ contextLength: 2_048, slots: 4 });
  });
});
