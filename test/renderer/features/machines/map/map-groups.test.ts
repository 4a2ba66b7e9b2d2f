import { expect, it } from 'vitest';
import { entriesOf, groupsOf, type MapGrouping } from '../../../../../renderer/features/machines/map/map-groups.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const gib = 1024 ** 3;
const small = card(4, 0, { id: 'vulkan:1', name: 'GTX 970' });
const office = [
  machineOf(
    'A',
    [card(11, 0), small],
    [replicaOf([4, 1, 1]), replicaOf([1, 0, 0], { model: 'gemma', replicaId: 'r2' })],
  ),
  machineOf('B', [card(4, 0, { name: 'GTX 970' })], [replicaOf([2, 0, 0], { model: 'gemma' })], { state: 'answering' }),
  machineOf('C', [card(11, 0)], [replicaOf([2, 0, 0])], { state: 'lost' }),
  machineOf('D', [], [], { state: 'joining' }),
];
const grouped = (by: MapGrouping) =>
  groupsOf(entriesOf(office), 0, by).map(({ title, entries }) => [title, entries.map(({ machine }) => machine.name)]);

it('leaves machines as they are, in one group without a head', () => {
  expect(grouped('machine')).toEqual([[null, ['A', 'B', 'C', 'D']]]);
});

it('puts equal cards together, the largest first', () => {
  expect(grouped('card')).toEqual([
    ['GTX 1080 Ti, 11 GB', ['A', 'C']],
    ['GTX 970, 4 GB', ['A', 'B']],
    ['No card yet', ['D']],
  ]);
});

it('puts a card with the model that takes most of it', () => {
  expect(grouped('model')).toEqual([
    ['gemma', ['B']],
    ['qwen2.5-7b', ['A']],
    ['No model', ['A', 'C', 'D']],
  ]);
});

it('puts who needs a person first when it is by state', () => {
  expect(grouped('state')).toEqual([
    ['Lost', ['C']],
    ['Joining', ['D']],
    ['Answering', ['B']],
    ['Ready', ['A']],
  ]);
});

it('marks a machine that stands in two groups, so that its name opens in the first only', () => {
  const again = groupsOf(entriesOf(office), 0, 'card').flatMap(({ entries }) => entries.map((entry) => entry.again));
  expect(again).toEqual([false, false, true, false, false]);
});

it('adds up what a group has, of cards that serve now', () => {
  const [first] = groupsOf(entriesOf(office), 0, 'card');
  expect(first).toMatchObject({ cards: 2, totalBytes: 22 * gib, modelsBytes: 7 * gib, freeBytes: 4 * gib });
});
