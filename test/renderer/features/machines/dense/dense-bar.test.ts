import { expect, it } from 'vitest';
import { denseBar } from '../../../../../renderer/features/machines/dense/dense-bar.ts';
import { card, replicaOf } from '../../../../support/map-fixtures.ts';

it('stands on the scale, in order of loading, with its limit and what others use', () => {
  const second = replicaOf([1, 1, 0], { replicaId: 'r2' });
  const bar = denseBar(card(10, 1), [second, replicaOf([4, 1, 1])], 1024 ** 3, 20);
  expect(bar).toMatchObject({ width: 200, limit: 160, other: 19 });
  expect(
    bar.blocks.map(({ replica, left, width, weights, cache, code }) => [
      replica.replicaId,
      left,
      width,
      weights,
      cache,
      code,
    ]),
  ).toEqual([
    ['r1', 1, 118, 80, 20, true],
    ['r2', 121, 38, 20, 18, true],
  ]);
});

it('leaves out a code that has no room, and keeps the smallest block wide enough to be hit', () => {
  const bar = denseBar(card(10, 0), [replicaOf([0.01, 0, 0])], 0, 20);
  expect(bar.blocks).toMatchObject([{ width: 5, code: false }]);
});

it('keeps every block inside its bar when memory is scarcer than planned', () => {
  const bar = denseBar(card(4, 0), [replicaOf([6, 1, 1]), replicaOf([1, 1, 1], { replicaId: 'r2' })], 0, 10);
  for (const { left, width } of bar.blocks) expect(left + width).toBeLessThanOrEqual(40);
});
