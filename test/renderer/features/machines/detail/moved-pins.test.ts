import { expect, it } from 'vitest';
import { movedPins, turnedPins } from '../../../../../renderer/features/machines/detail/moved-pins.ts';
import { blockAt, blockStop } from '../../../../../renderer/features/machines/map/map-stops.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const pin = (machineId: string) => ({ machineId, gpuId: 'vulkan:0' });

it('lets the old card go and holds the new one, once', () => {
  expect(movedPins([], pin('a'), pin('b'))).toEqual([pin('b')]);
  expect(movedPins([pin('a'), pin('c')], pin('a'), pin('b'))).toEqual([pin('c'), pin('b')]);
  expect(movedPins([pin('b')], pin('a'), pin('b'))).toEqual([pin('b')]);
});

it('holds a card that was free, and lets one go that was held', () => {
  expect(turnedPins([pin('a')], pin('b'))).toEqual([pin('a'), pin('b')]);
  expect(turnedPins([pin('a'), pin('b')], pin('a'))).toEqual([pin('b')]);
});

it('finds what stands at a stop of the map, unless its machine is lost', () => {
  const gpu = card(11, 1);
  const replica = replicaOf([4, 1, 1]);
  const here = machineOf('A', [gpu], [replica]);
  const stop = blockStop(here, gpu, replica.replicaId);
  expect(blockAt([here], stop)).toEqual({ machine: here, gpu, replica });
  expect(blockAt([here], 'A')).toBeNull();
  expect(blockAt([{ ...here, state: 'lost' }], stop)).toBeNull();
});
