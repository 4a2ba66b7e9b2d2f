import { expect, it } from 'vitest';
import { entriesOf } from '../../../../../renderer/features/machines/map/map-groups.ts';
import { mapStops } from '../../../../../renderer/features/machines/map/map-stops.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

it('begins each machine with its name, so that the arrows reach what can be done with it', () => {
  const second = card(4, 0, { id: 'vulkan:1' });
  expect(
    mapStops(
      entriesOf([
        machineOf('A', [card(6, 0), second], [replicaOf([1, 1, 1])]),
        machineOf('B', [], [], { state: 'joining' }),
      ]),
    ),
  ).toEqual([['A', 'A/vulkan:0/r1'], ['A/vulkan:1'], ['B']]);
});
