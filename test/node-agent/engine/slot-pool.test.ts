import { expect, it } from 'vitest';
import { chooseSlot, commonPrefix } from '../../../node-agent/engine/slot-choice.ts';
import { SlotPool } from '../../../node-agent/engine/slot-pool.ts';

const slot = (cached: number[], lastUsed = 0, busy = false) => ({ cached, lastUsed, busy });

it('counts the tokens in common from the beginning', () => {
  expect(commonPrefix([1, 2, 3], [1, 2, 4])).toBe(2);
  expect(commonPrefix([], [1])).toBe(0);
  expect(commonPrefix([1, 2], [1, 2, 3])).toBe(2);
});

it('chooses the free slot that knows most of the conversation', () => {
  const slots = [slot([1, 2]), slot([1, 2, 3, 4], 9, true), slot([1, 2, 3])];
  expect(chooseSlot(slots, [1, 2, 3, 4, 5])).toBe(2);
});

it('takes the one unused for longest when none knows more, so that other caches live', () => {
  expect(chooseSlot([slot([9], 3), slot([8], 1), slot([7], 2)], [1])).toBe(1);
});

it('finds none when all are busy', () => {
  expect(chooseSlot([slot([1], 0, true)], [1])).toBe(-1);
});

it('lends each slot once, and again after its release', () => {
  const pool = new SlotPool([{ contextTokens: [1] }, { contextTokens: [2] }]);
  const first = pool.take([2, 3]);
  expect(first.sequence.contextTokens).toEqual([2]);
  const second = pool.take([2, 3]);
  expect(second.sequence.contextTokens).toEqual([1]);
  expect(() => pool.take([1])).toThrow('All 2 slots of this replica are busy.');
  first.release();
  expect(pool.take([5]).sequence.contextTokens).toEqual([2]);
});
