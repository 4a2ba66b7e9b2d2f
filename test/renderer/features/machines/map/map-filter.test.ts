import { expect, it } from 'vitest';
import type { MachineKind } from '../../../../../renderer/features/machines/machine-kind.ts';
import { filterEntries, kindCounts } from '../../../../../renderer/features/machines/map/map-filter.ts';
import { entriesOf } from '../../../../../renderer/features/machines/map/map-groups.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const second = card(4, 0, { id: 'vulkan:1', name: 'GTX 970' });
const office = [
  machineOf('B101-01', [card(11, 0), second], [replicaOf([4, 1, 1])]),
  machineOf('B101-02', [card(8, 0, { name: 'RX 580' })], [replicaOf([1, 1, 1], { state: 'draining' })]),
  machineOf('LIB-01', [card(8, 0, { name: 'RX 580', usable: false })], []),
  machineOf('LIB-02', [card(8, 0, { name: 'RX 580' })], [], { state: 'lost' }),
];
const found = (query: string, kind: MachineKind | null = null) =>
  filterEntries(entriesOf(office), query, kind).map(({ machine, gpus }) => [machine.name, gpus.length]);

it('finds a machine by its name, with all of its cards', () => {
  expect(found('b101')).toEqual([
    ['B101-01', 2],
    ['B101-02', 1],
  ]);
});

it('finds cards and models, without the other cards of their machines', () => {
  expect(found('970')).toEqual([['B101-01', 1]]);
  expect(found('qwen')).toEqual([
    ['B101-01', 1],
    ['B101-02', 1],
  ]);
  expect(found('nothing')).toEqual([]);
});

it('shows those of one state, and says how many there are of each that needs a look', () => {
  expect(found('', 'lost')).toEqual([['LIB-02', 1]]);
  expect(found('lib', 'needs')).toEqual([['LIB-01', 1]]);
  expect(kindCounts(office)).toEqual([
    { kind: 'lost', count: 1 },
    { kind: 'needs', count: 1 },
    { kind: 'leaving', count: 1 },
  ]);
});
