import { expect, it } from 'vitest';
import { linesOfRunning, runningPlan } from '../../../main/cli/running-plan.ts';
import { aModel } from '../../support/a-model.ts';
import { card, machineOf, officeOf, replicaOf } from '../../support/map-fixtures.ts';

const problem = { reason: 'Needs 9.9 GB.', effect: 'Refused.', action: 'Choose less.' };
const office = officeOf(
  [
    machineOf(
      'A',
      [card(8, 0)],
      [replicaOf([3, 1, 1], { reason: 'It fits.' }), replicaOf([1, 0, 0], { state: 'gone' })],
    ),
    machineOf('B', [card(4, 0)], []),
  ],
  { models: [aModel(), aModel({ name: 'large', problem })] },
);

it('says what runs where and why, and what lacks a place', () => {
  const [first = '', ...rest] = linesOfRunning(office);
  expect(first).toMatch(/^A .* qwen2\.5-7b Q4_K_M +ready +4 × 8192 +5\.0 GB +It fits\.$/);
  expect(rest).toEqual(['', 'Fewer replicas than required:', '  large: Needs 9.9 GB. Choose less.']);
  expect(runningPlan(office)).toMatchObject({
    replicas: [{ machine: 'A', model: 'qwen2.5-7b', slots: 4, context: 8192 }],
    lacking: [{ model: 'large', reason: 'Needs 9.9 GB.' }],
  });
});

it('says so when nothing runs', () => {
  expect(linesOfRunning(officeOf([]))).toEqual(['Nothing runs.']);
});
