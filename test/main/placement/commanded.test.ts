import { expect, it } from 'vitest';
import { Commanded } from '../../../main/placement/commanded.ts';
import { machineFacts, report, spec } from '../../support/office-fixtures.ts';

const memory = { weightsBytes: 1, cacheBytes: 1, workBytes: 1 };
const planned = [{ machineId: 'm', spec: spec(), memory, reason: '' }];
const idle = [machineFacts()];

it('counts a replica as being loaded from its command until its agent reports it', () => {
  const commanded = new Commanded();
  commanded.note(planned, idle, 0);
  expect(commanded.unreported(idle, 1_000)).toEqual([
    { machineId: 'm', spec: spec(), bytes: spec().estimateBytes, loading: true },
  ]);
  expect(commanded.unreported([machineFacts({ replicas: [report()] })], 2_000)).toEqual([]);
  expect(commanded.nextChange()).toBeNull();
});

it('tells once what no agent has taken in all the time', () => {
  const commanded = new Commanded();
  commanded.note(planned, idle, 0);
  const late = commanded.nextChange() ?? 0;
  expect(commanded.notTaken(idle, late - 2)).toEqual([]);
  expect(commanded.notTaken([machineFacts({ state: 'lost' })], late)).toEqual([]);
  expect(commanded.notTaken(idle, late)).toMatchObject(planned);
  expect(commanded.notTaken(idle, late)).toEqual([]);
});

it('forgets one that no agent takes, whose machine goes, or that no plan wants any more', () => {
  const commanded = new Commanded();
  commanded.note(planned, idle, 0);
  expect(commanded.unreported(idle, (commanded.nextChange() ?? 0) - 1)).toHaveLength(1);
  expect(commanded.unreported(idle, commanded.nextChange() ?? 0)).toEqual([]);
  commanded.note(planned, idle, 0);
  expect(commanded.unreported([machineFacts({ state: 'lost' })], 1)).toEqual([]);
  commanded.note(planned, idle, 0);
  commanded.note([], idle, 1);
  expect(commanded.unreported(idle, 1)).toEqual([]);
});
