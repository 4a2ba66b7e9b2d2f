import { expect, it } from 'vitest';
import { mapStops } from '../../../../renderer/features/machines/map-stops.ts';
import { card, machineOf, replicaOf } from '../../../support/map-fixtures.ts';

it('begins each machine with its name, so that the arrows reach what can be done with it', () => {
  const second = card(4, 0, { id: 'vulkan:1' });
  expect(
    mapStops([
      machineOf('A', [card(6, 0), second], [replicaOf([1, 1, 1])]),
      machineOf('B', [], [], { state: 'joining' }),
    ]),
  ).toEqual([['A', 'A/vulkan:0/r1'], ['A/vulkan:1'], ['B']]);
});
