import { expect, it } from 'vitest';
import { columnsFor, splitIntoColumns } from '../../../../../renderer/features/machines/dense/dense-layout.ts';
import { entriesOf } from '../../../../../renderer/features/machines/map/map-groups.ts';
import { card, machineOf } from '../../../../support/map-fixtures.ts';

it('stands in two columns on a window of 1280, as in the look, and in one where there is no more room', () => {
  expect(columnsFor('dense', 1032, 800, 60)).toEqual({ count: 2, width: 500, plot: 268, pitch: 21 });
  expect(columnsFor('dense', 652, 600, 60).count).toBe(1);
  expect(columnsFor('dense', 3592, 2160, 300).count).toBe(4);
});

it('fills a large screen with three columns of higher lines', () => {
  expect(columnsFor('dense', 3592, 2160, 60)).toMatchObject({ count: 3, pitch: 40 });
  expect(columnsFor('dense', 1672, 1080, 80)).toMatchObject({ count: 3, pitch: 33 });
  expect(columnsFor('all', 3592, 2160, 60).pitch).toBe(15);
});

it('makes no column for a few lines', () => {
  expect(columnsFor('dense', 3592, 2160, 13).count).toBe(2);
});

it('takes as few columns as it needs to show every card at once', () => {
  expect(columnsFor('all', 1032, 800, 60).count).toBe(2);
  expect(columnsFor('all', 1032, 800, 190).count).toBe(5);
  expect(columnsFor('all', 3592, 2160, 200).count).toBe(2);
});

it('fills the columns from the top, and keeps a machine’s cards together', () => {
  const two = [card(4, 0), card(4, 0, { id: 'vulkan:1' })];
  const entries = entriesOf([
    machineOf('A', [card(4, 0)], []),
    machineOf('B', two, []),
    machineOf('C', [card(4, 0)], []),
  ]);
  const names = splitIntoColumns(entries, 2).map((column) => column.map(({ machine }) => machine.name));
  expect(names).toEqual([['A', 'B'], ['C']]);
});
