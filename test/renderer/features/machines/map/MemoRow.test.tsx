import { expect, it } from 'vitest';
import { mapScale } from '../../../../../renderer/features/machines/bars/map-scale.ts';
import { looksTheSame } from '../../../../../renderer/features/machines/map/MemoRow.tsx';
import { card, machineOf, officeOf } from '../../../../support/map-fixtures.ts';

const machine = machineOf('pc', [card(8, 1)], []);
const lost = machineOf('away', [card(8, 1)], [], { state: 'lost' });
const state = officeOf([machine, lost]);
const nothing = (): void => undefined;
const row = {
  machine,
  gpus: machine.gpus,
  again: false,
  state,
  now: 0,
  scale: mapScale(600, 8),
  plotLeft: 0,
  opened: null,
  tabStop: 'other',
  held: null,
  onOpen: nothing,
  onFocus: nothing,
  onMove: nothing,
  onGrab: nothing,
};

it('leaves a row alone when something else of the office changed', () => {
  expect(looksTheSame(row, { ...row, state: { ...state, waiting: 3 }, tabStop: 'another', opened: 'other' })).toBe(
    true,
  );
});

it('draws a row again when its machine, the scale, its detail or its words changed', () => {
  expect(looksTheSame(row, { ...row, machine: { ...machine } })).toBe(false);
  expect(looksTheSame(row, { ...row, scale: mapScale(600, 16) })).toBe(false);
  expect(looksTheSame(row, { ...row, opened: 'pc' })).toBe(false);
  expect(looksTheSame({ ...row, opened: 'pc' }, { ...row, opened: 'pc', state: { ...state } })).toBe(false);
  const away = { ...row, machine: lost, gpus: lost.gpus };
  expect(looksTheSame(away, { ...away, now: 600_000 })).toBe(false);
  expect(looksTheSame(away, { ...away, state: { ...state, models: [] } })).toBe(false);
});
