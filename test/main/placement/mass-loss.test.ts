import { expect, it } from 'vitest';
import type { MachineState } from '../../../main/inventory/machine-facts.ts';
import { asIfThere, MassLoss } from '../../../main/placement/mass-loss.ts';
import { machineFacts, report } from '../../support/office-fixtures.ts';

const pc = (id: string, state: MachineState, since = 0, local = false) => machineFacts({ id, state, since, local });
const here = pc('here', 'online', 0, true);

it('suspects itself for half a minute when most machines are lost at once', () => {
  const guard = new MassLoss();
  const machines = [here, pc('a', 'lost', 1_000), pc('b', 'lost', 6_500), pc('c', 'online')];
  expect(guard.see(machines, 7_000)).toEqual({ lost: new Set(['a', 'b']), of: 3, until: 36_500 });
  expect(guard.see(machines, 36_499)).not.toBeNull();
  expect(guard.see(machines, 36_500)).toBeNull();
});

it('takes the loss of one machine, of half of them, or of one after another, for what it is', () => {
  const none = (...machines: ReturnType<typeof pc>[]) => expect(new MassLoss().see(machines, 30_000)).toBeNull();
  none(here, pc('a', 'lost', 29_000));
  none(here, pc('a', 'lost', 29_000), pc('b', 'lost', 29_000), pc('c', 'online'), pc('d', 'online'));
  none(here, pc('a', 'lost', 10_000), pc('b', 'lost', 29_000), pc('c', 'online'));
});

it('counts this PC’s own machine neither as lost nor as there', () => {
  const machines = [pc('here', 'lost', 1_000, true), pc('a', 'lost', 1_000), pc('b', 'online')];
  expect(new MassLoss().see(machines, 1_000)).toBeNull();
});

it('remembers when a machine was lost that is coming back, and forgets it when it is back', () => {
  const guard = new MassLoss();
  guard.see([pc('a', 'lost', 1_000), pc('b', 'lost', 1_000)], 1_000);
  expect(guard.see([pc('a', 'returning', 5_000), pc('b', 'lost', 1_000)], 5_000)?.lost).toEqual(new Set(['a', 'b']));
  expect(guard.see([pc('a', 'online', 9_000), pc('b', 'lost', 1_000)], 9_000)).toBeNull();
});

it('plans as if they were there, with what they ran', () => {
  const lost = { ...pc('a', 'lost', 1_000), before: [report()] };
  const other = pc('b', 'lost', 1_000);
  const suspicion = { lost: new Set(['a']), of: 1, until: 2_000 };
  expect(asIfThere([lost, other], suspicion)).toEqual([{ ...lost, state: 'online', replicas: [report()] }, other]);
  expect(asIfThere([lost], null)).toEqual([lost]);
});
