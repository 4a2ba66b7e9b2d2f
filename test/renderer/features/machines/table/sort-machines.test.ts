import { describe, expect, it } from 'vitest';
import {
  nextOrder,
  orderFromText,
  orderToText,
  sortMachines,
  type SortOrder,
} from '../../../../../renderer/features/machines/table/sort-machines.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const machines = [
  machineOf('PC-10', [card(6, 0, { name: 'GTX 1060' })], [], { state: 'lost' }),
  machineOf('PC-2', [card(11, 0, { name: 'GTX 1080 Ti' })], [replicaOf([4, 1, 1], { tokensPerSecond: 41 })]),
  machineOf('PC-1', [card(6, 0, { name: 'RX 580' }), card(32, 0, { id: 'cpu', backend: 'cpu' })], [], {
    state: 'paused',
  }),
];
const by = (column: SortOrder['column'], descending: boolean): string[] =>
  sortMachines(machines, { column, descending }).map(({ name }) => name);

describe('the table', () => {
  it('sorts by each of its facts, equal ones by name', () => {
    expect(by('name', false)).toEqual(['PC-1', 'PC-2', 'PC-10']);
    expect(by('name', true)).toEqual(['PC-10', 'PC-2', 'PC-1']);
    expect(by('memory', true)).toEqual(['PC-2', 'PC-1', 'PC-10']);
    expect(by('card', false)).toEqual(['PC-10', 'PC-2', 'PC-1']);
    expect(by('rate', true)).toEqual(['PC-2', 'PC-1', 'PC-10']);
    expect(by('state', false)).toEqual(['PC-10', 'PC-2', 'PC-1']);
  });

  it('turns the order round at the second press; figures begin with the most', () => {
    const names: SortOrder = { column: 'name', descending: false };
    expect(nextOrder(names, 'name')).toEqual({ column: 'name', descending: true });
    expect(nextOrder(names, 'rate')).toEqual({ column: 'rate', descending: true });
    expect(nextOrder(names, 'card')).toEqual({ column: 'card', descending: false });
  });

  it('remembers the order, and begins with most memory when there is none', () => {
    const order: SortOrder = { column: 'rate', descending: true };
    expect(orderFromText(orderToText(order))).toEqual(order);
    expect(orderFromText(null)).toEqual({ column: 'memory', descending: true });
    expect(orderFromText('colour down')).toEqual({ column: 'memory', descending: true });
  });
});
