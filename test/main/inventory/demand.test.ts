import { expect, it } from 'vitest';
import type { MachineFacts } from '../../../main/inventory/machine-facts.ts';
import { Demand } from '../../../main/inventory/demand.ts';
import { deployment, machineFacts, report } from '../../support/office-fixtures.ts';

const minute = 60_000;
const quiet = { waiting: 0, answering: 0, lastAt: null };
const sampled = (demand: Demand, machines: MachineFacts[], now: number, deployments = [deployment()], waiting = 0) =>
  demand.sample({ machines, deployments, trafficOf: () => ({ ...quiet, waiting }), now });
const answering = (tokensPerSecond: number) => [machineFacts({ replicas: [report({ tokensPerSecond })] })];

it('rises in steps while people ask, and falls only after a quiet time', () => {
  const demand = new Demand();
  expect(sampled(demand, answering(0), 0)).toEqual(new Map());
  expect(sampled(demand, answering(100), 1_000).get('llama')).toBe(0);
  const busy = sampled(demand, answering(100), 2 * minute).get('llama') ?? 0;
  expect(busy).toBeGreaterThan(90);
  expect(sampled(demand, answering(0), 4 * minute).get('llama')).toBe(busy);
  expect(sampled(demand, answering(0), 8 * minute).get('llama') ?? 0).toBe(0);
});

it('is not moved by a single short answer', () => {
  const demand = new Demand();
  sampled(demand, answering(0), 0);
  sampled(demand, answering(40), 2_000);
  expect(sampled(demand, answering(0), 4_000).get('llama') ?? 0).toBe(0);
});

it('says when it may fall, and forgets what nobody asks for', () => {
  const demand = new Demand();
  expect(demand.nextChange()).toBeNull();
  sampled(demand, answering(100), 0);
  sampled(demand, answering(100), minute);
  expect(demand.nextChange()).toBe(6 * minute);
  sampled(demand, [], 30 * minute);
  sampled(demand, [], 60 * minute);
  expect(demand.nextChange()).toBeNull();
});

it('counts nothing of deployments that there are not, and nothing beyond all reason', () => {
  const demand = new Demand();
  sampled(demand, answering(1.7e308), 0);
  expect(sampled(demand, answering(1.7e308), minute).get('llama')).toBeLessThan(10_000);
  expect(sampled(demand, answering(100), 2 * minute, [])).toEqual(new Map());
});

it('counts those who wait as much as those who are answered, once there is a replica that could', () => {
  const asked = (state: 'ready' | 'loading', waiting: number): number => {
    const demand = new Demand();
    const machines = [machineFacts({ replicas: [report({ state, tokensPerSecond: 60, slotsBusy: 2 })] })];
    sampled(demand, machines, 0, [deployment()], waiting);
    return sampled(demand, machines, 10 * minute, [deployment()], waiting).get('llama') ?? 0;
  };
  const served = asked('ready', 0);
  expect(asked('ready', 4)).toBeGreaterThan(2.5 * served);
  expect(asked('loading', 4)).toBe(0);
});
