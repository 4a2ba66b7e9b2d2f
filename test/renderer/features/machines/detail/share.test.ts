import { expect, it } from 'vitest';
import { barFacts } from '../../../../../renderer/features/machines/bars/bar-facts.ts';
import { barGeometry } from '../../../../../renderer/features/machines/bars/bar-geometry.ts';
import {
  bytesOfLimit,
  limitOf,
  shareMeaning,
  shareStepGb,
  sliderEnd,
} from '../../../../../renderer/features/machines/detail/share.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const gib = 1024 ** 3;
const gpu = card(8, 0.6);
const machine = machineOf('A', [gpu], [replicaOf([4.1, 1.8, 0.4])]);

it('reads a limit in GB, and none where all is shared', () => {
  expect(limitOf(machine, gpu)).toBeNull();
  expect(limitOf({ ...machine, limits: { [gpu.id]: 4 * gib } }, gpu)).toBe(4);
  expect(limitOf({ ...machine, limits: { [gpu.id]: 8 * gib } }, gpu)).toBeNull();
  expect(bytesOfLimit(0.5)).toBe(gib / 2);
  expect(bytesOfLimit(null)).toBeNull();
});

it('ends the slider at a step that is all of the card, and less than one past it', () => {
  expect([7.9, 8, 5.9, 3.5, 0.3].map(sliderEnd)).toEqual([8, 8, 6, 3.5, 0.5]);
  for (const total of [7.9, 11, 23.7]) expect(sliderEnd(total) - total).toBeLessThan(shareStepGb);
});

it('says what a limit means for who sits there, and for what is placed now', () => {
  expect(shareMeaning(machine, gpu, null)).toContain('all that other programs leave');
  expect(shareMeaning(machine, gpu, 0)).toBe('No model is placed on this card.');
  expect(shareMeaning(machine, gpu, 4)).toBe(
    'Models use 6.3 GB of it now: what is too much finishes its answers and moves.',
  );
  expect(shareMeaning(machineOf('A', [gpu], []), gpu, 4)).toBe('4.0 GB stay for who sits there, whatever models want.');
});

it('draws the line where the limit is, and counts what it keeps back', () => {
  const margin = 0.3 * gib;
  const facts = barFacts(gpu, [], margin, 4 * gib);
  expect(facts.heldBack / gib).toBeCloseTo(3.1);
  expect(facts.free / gib).toBeCloseTo(4);
  const bar = barGeometry(gpu, [], margin, { px: 50 }, 4 * gib);
  expect(bar.limit).toBe(200);
  expect(bar.held).toEqual({ left: 200, width: 155, text: '3.1 not shared' });
});

it('keeps nothing back when other programs leave less than the limit', () => {
  const facts = barFacts(card(8, 5), [], 0.3 * gib, 4 * gib);
  expect(facts.heldBack).toBe(0);
  expect(facts.free / gib).toBeCloseTo(2.7);
});
