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

it('tells once what no agent has reported, though nobody could tell it or it was taken', () => {
  const commanded = new Commanded();
  for (const state of ['planned', 'taken'] as const) {
    commanded.note(planned, idle, 0);
    commanded.moved('llama-1', state, 0);
    const late = commanded.nextChange() ?? 0;
    expect(commanded.notTaken(idle, late - 2)).toEqual([]);
    expect(commanded.notTaken([machineFacts({ state: 'lost' })], late)).toEqual([]);
    expect(commanded.notTaken(idle, late)).toEqual(planned);
    expect(commanded.notTaken(idle, late)).toEqual([]);
  }
});

it('waits for the answer to what was said, however long that takes, and tells what was refused', () => {
  const commanded = new Commanded();
  commanded.note(planned, idle, 0);
  commanded.moved('llama-1', 'said', 0);
  expect(commanded.nextChange()).toBeNull();
  expect(commanded.notTaken(idle, 3_600_000)).toEqual([]);
  expect(commanded.unreported(idle, 3_600_000)).toHaveLength(1);
  commanded.moved('llama-1', 'refused', 3_600_000);
  expect(commanded.unreported(idle, 3_600_000)).toEqual([]);
  expect(commanded.notTaken(idle, 3_600_000)).toEqual(planned);
});

it('forgets one that nobody could tell in all the time, whose machine goes, or that no plan wants any more', () => {
  const commanded = new Commanded();
  commanded.note(planned, idle, 0);
  expect(commanded.unreported(idle, (commanded.nextChange() ?? 0) - 1)).toHaveLength(1);
  expect(commanded.unreported(idle, commanded.nextChange() ?? 0)).toEqual([]);
  commanded.note(planned, idle, 0);
  expect(commanded.unreported([machineFacts({ state: 'lost' })], 1)).toEqual([]);
  commanded.note(planned, idle, 0);
  commanded.note([], idle, 1);
  expect([commanded.unreported(idle, 1), commanded.unwanted(idle, 1), commanded.entries]).toEqual([[], [], 0]);
});

it('keeps the memory of what no plan wants any more, as long as its agent may take it still', () => {
  const commanded = new Commanded();
  const unwanted = [{ machineId: 'm', spec: spec(), bytes: spec().estimateBytes }];
  commanded.note(planned, idle, 0);
  commanded.moved('llama-1', 'said', 0);
  commanded.note([], idle, 1);
  expect([commanded.unreported(idle, 1), commanded.unwanted(idle, 1)]).toEqual([[], unwanted]);
  commanded.moved('llama-1', 'taken', 9_000);
  expect(commanded.unwanted(idle, 9_000)).toEqual(unwanted);
  expect(commanded.unwanted([machineFacts({ replicas: [report()] })], 9_100)).toEqual([]);
  commanded.note(planned, idle, 10_000);
  commanded.moved('llama-1', 'said', 10_000);
  commanded.note([], idle, 10_001);
  commanded.moved('llama-1', 'refused', 20_000);
  expect([commanded.unwanted(idle, 20_000), commanded.notTaken(idle, 20_000), commanded.entries]).toEqual([[], [], 0]);
});
