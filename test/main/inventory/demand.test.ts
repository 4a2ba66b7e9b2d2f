import { expect, it } from 'vitest';
import { Demand } from '../../../main/inventory/demand.ts';
import { machineFacts, report } from '../../support/office-fixtures.ts';

const minute = 60_000;
const known = new Set(['llama']);
const answering = (tokensPerSecond: number) => [machineFacts({ replicas: [report({ tokensPerSecond })] })];

it('rises in steps while people ask, and falls only after a quiet time', () => {
  const demand = new Demand();
  expect(demand.sample(answering(0), known, 0)).toEqual(new Map());
  expect(demand.sample(answering(100), known, 1_000).get('llama')).toBe(0);
  const busy = demand.sample(answering(100), known, 2 * minute).get('llama') ?? 0;
  expect(busy).toBeGreaterThan(90);
  expect(demand.sample(answering(0), known, 4 * minute).get('llama')).toBe(busy);
  expect(demand.sample(answering(0), known, 8 * minute).get('llama') ?? 0).toBe(0);
});

it('is not moved by a single short answer', () => {
  const demand = new Demand();
  demand.sample(answering(0), known, 0);
  demand.sample(answering(40), known, 2_000);
  expect(demand.sample(answering(0), known, 4_000).get('llama') ?? 0).toBe(0);
});

it('says when it may fall, and forgets what nobody asks for', () => {
  const demand = new Demand();
  expect(demand.nextChange()).toBeNull();
  demand.sample(answering(100), known, 0);
  demand.sample(answering(100), known, minute);
  expect(demand.nextChange()).toBe(6 * minute);
  demand.sample([], known, 30 * minute);
  demand.sample([], known, 60 * minute);
  expect(demand.nextChange()).toBeNull();
});

it('counts nothing of deployments that there are not, and nothing beyond all reason', () => {
  const demand = new Demand();
  demand.sample(answering(1.7e308), known, 0);
  expect(demand.sample(answering(1.7e308), known, minute).get('llama')).toBeLessThan(10_000);
  expect(demand.sample(answering(100), new Set(), 2 * minute)).toEqual(new Map());
});
