import { expect, it } from 'vitest';
import type { MachineView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import { linden } from '../../support/fake-control/linden-office.ts';
import { isWhole, whatIsMissing } from './health.ts';

const office = linden();
const [aMachine] = office.machines as [MachineView];
const [aReplica] = office.machines.flatMap(({ replicas }) => replicas) as [ReplicaView];
const [aModel] = office.models as [OfficeState['models'][number]];

function anOffice(
  states: readonly ReplicaView['state'][],
  changes: Partial<MachineView> = {},
  planned = 2,
): OfficeState {
  const replicas = states.map((state, at) => ({ ...aReplica, replicaId: `demo-${at}`, state, problem: null }));
  const machine: MachineView = { ...aMachine, name: 'pc1', state: 'ready', replicas, ...changes };
  return { ...office, machines: [machine], models: [{ ...aModel, planned }] };
}

it.each<MachineView['state']>(['ready', 'answering'])(
  'an office whose machine is %s with all that is wished is whole',
  (state) => {
    expect(isWhole(anOffice(['ready', 'ready'], { state }), 2)).toBe(true);
  },
);

it.each<[string, OfficeState, string[]]>([
  ['a lost machine', anOffice(['ready', 'ready'], { state: 'lost' }), ['pc1 is lost']],
  ['a replica on its way', anOffice(['ready', 'ready', 'loading']), ['demo-2 is loading']],
  ['fewer replicas', anOffice(['ready']), ['1 replicas are ready, 2 planned, 2 wished']],
  ['a plan of fewer', anOffice(['ready', 'ready'], {}, 1), ['2 replicas are ready, 1 planned, 2 wished']],
  ['too many', anOffice(['ready', 'ready', 'ready']), ['3 replicas are ready, 2 planned, 2 wished']],
])('%s is missing, in words', (_what, state, expected) => {
  expect(whatIsMissing(state, 2)).toEqual(expected);
  expect(isWhole(state, 2)).toBe(false);
});
