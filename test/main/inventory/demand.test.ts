import { expect, it } from 'vitest';
import { Demand } from '../../../main/inventory/demand.ts';
import { machineFacts, report } from '../../support/office-fixtures.ts';

const minute = 60_000;
const answering = (tokensPerSecond: number) => [machineFacts({ replicas: [report({ tokensPerSecond })] })];

it('rises in steps while people ask, and falls only after a quiet time', () => {
  const demand = new Demand();
  expect(demand.sample(answering(0), 0)).toEqual({});
  expect(demand.sample(answering(100), 1_000)['llama']).toBe(0);
  const busy = demand.sample(answering(100), 2 * minute)['llama'] ?? 0;
  expect(busy).toBeGreaterThan(90);
  expect(demand.sample(answering(0), 4 * minute)['llama']).toBe(busy);
  expect(demand.sample(answering(0), 8 * minute)['llama'] ?? 0).toBe(0);
});

it('is not moved by a single short answer', () => {
  const demand = new Demand();
  demand.sample(answering(0), 0);
  demand.sample(answering(40), 2_000);
  expect(demand.sample(answering(0), 4_000)['llama'] ?? 0).toBe(0);
});

it('says when it may fall, and forgets what nobody asks for', () => {
  const demand = new Demand();
  expect(demand.nextChange()).toBeNull();
  demand.sample(answering(100), 0);
  demand.sample(answering(100), minute);
  expect(demand.nextChange()).toBe(6 * minute);
  demand.sample([], 30 * minute);
  demand.sample([], 60 * minute);
  expect(demand.nextChange()).toBeNull();
});
