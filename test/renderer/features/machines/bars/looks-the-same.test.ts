import { expect, it } from 'vitest';
import { sameGpus, sameMachine } from '../../../../../renderer/features/machines/bars/looks-the-same.ts';
import { card, machineOf, replicaOf } from '../../../../support/map-fixtures.ts';

const held = replicaOf([4, 1, 1]);
const machine = machineOf('A', [card(8, 1)], [held]);

it('looks the same with another temperature and more tokens', () => {
  expect(sameGpus([card(8, 1)], [card(8, 1, { temperatureC: 70, load: 1 })])).toBe(true);
  const writing = { ...held, tokensPerSecond: 41, tokensGenerated: 900 };
  expect(sameMachine(machine, { ...machine, replicas: [writing] })).toBe(true);
});

it('looks different with other memory, another state, or one model less', () => {
  expect(sameGpus([card(8, 1)], [card(8, 2)])).toBe(false);
  expect(sameGpus([card(8, 1)], [])).toBe(false);
  expect(sameMachine(machine, { ...machine, state: 'lost' })).toBe(false);
  expect(sameMachine(machine, { ...machine, replicas: [{ ...held, slotsBusy: 1 }] })).toBe(false);
  expect(sameMachine(machine, { ...machine, replicas: [] })).toBe(false);
});
