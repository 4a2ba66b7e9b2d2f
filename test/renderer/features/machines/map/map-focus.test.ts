import { expect, it } from 'vitest';
import { moveFocus } from '../../../../../renderer/features/machines/map/map-focus.ts';

const rows = [['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']];

it('goes left and right through the replicas of a card, and stays at its ends', () => {
  expect(moveFocus(rows, 'a1', 'ArrowRight')).toBe('a2');
  expect(moveFocus(rows, 'a3', 'ArrowRight')).toBe('a3');
  expect(moveFocus(rows, 'a1', 'ArrowLeft')).toBe('a1');
  expect(moveFocus(rows, 'a2', 'Home')).toBe('a1');
  expect(moveFocus(rows, 'a2', 'End')).toBe('a3');
});

it('goes up and down through the cards, in the same column as far as there is one', () => {
  expect(moveFocus(rows, 'a3', 'ArrowDown')).toBe('b1');
  expect(moveFocus(rows, 'c2', 'ArrowUp')).toBe('b1');
  expect(moveFocus(rows, 'a1', 'ArrowUp')).toBe('a1');
  expect(moveFocus(rows, 'c2', 'ArrowDown')).toBe('c2');
});

it('finds its way back when what had the focus is gone', () => {
  expect(moveFocus(rows, 'gone', 'ArrowDown')).toBe('a1');
});
