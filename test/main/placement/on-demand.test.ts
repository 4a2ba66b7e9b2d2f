import { expect, it } from 'vitest';
import type { ModelTraffic } from '../../../main/inventory/traffic.ts';
import { onDemandNow } from '../../../main/placement/on-demand.ts';
import { deployment } from '../../support/office-fixtures.ts';

const minute = 60_000;
const startedAt = 0;
const llama = deployment({ idleMinutes: 15, replicas: { min: 0, max: 2 }, priority: 7 });

/** The llama on demand, as it is wished at a time. */
function wished(traffic: Partial<ModelTraffic>, { now, runs }: { now: number; runs: boolean }) {
  const known = { waiting: 0, answering: 0, lastAt: null, ...traffic };
  const running = new Set(runs ? ['llama'] : []);
  const { deployments, idle, nextChange } = onDemandNow({
    deployments: [llama],
    trafficOf: () => known,
    running,
    startedAt,
    now,
  });
  return { replicas: deployments[0]?.replicas, priority: deployments[0]?.priority, idle, nextChange };
}

it('is wished nowhere until somebody asks', () => {
  expect(wished({}, { now: 20 * minute, runs: false })).toEqual({
    replicas: { min: 0, max: 0 },
    priority: 7,
    idle: [],
    nextChange: null,
  });
  expect(wished({ waiting: 1 }, { now: minute, runs: false }).replicas).toEqual({ min: 1, max: 2 });
});

it('is never idle while a request is in flight, however long that takes', () => {
  const { idle, replicas } = wished({ answering: 1, lastAt: 0 }, { now: 600 * minute, runs: true });
  expect([idle, replicas]).toEqual([[], { min: 1, max: 2 }]);
});

it('stays for a minute as if it were asked for, then idles, and goes when its time is over', () => {
  const at = (now: number) => wished({ lastAt: 10 * minute }, { now, runs: true });
  expect(at(10.5 * minute)).toEqual({ replicas: { min: 1, max: 2 }, priority: 7, idle: [], nextChange: 11 * minute });
  expect(at(11 * minute)).toEqual({
    replicas: { min: 1, max: 2 },
    priority: 1,
    idle: ['llama'],
    nextChange: 25 * minute,
  });
  expect(at(25 * minute).replicas).toEqual({ min: 0, max: 0 });
});

it('counts from the start what a coordinator finds running', () => {
  expect(wished({}, { now: 14 * minute, runs: true }).idle).toEqual(['llama']);
  expect(wished({}, { now: 15 * minute, runs: true }).replicas).toEqual({ min: 0, max: 0 });
});

it('lets others alone, and names the least recently used first', () => {
  const always = deployment({ id: 'always', model: 'always' });
  const other = { ...llama, id: 'other', model: 'other' };
  const lastAt = new Map([
    ['llama-3.2-3b', 3 * minute],
    ['other', 2 * minute],
  ]);
  const { deployments, idle } = onDemandNow({
    deployments: [always, llama, other],
    trafficOf: (model) => ({ waiting: 0, answering: 0, lastAt: lastAt.get(model) ?? null }),
    running: new Set(['always', 'llama', 'other']),
    startedAt,
    now: 5 * minute,
  });
  expect(deployments[0]).toBe(always);
  expect(idle).toEqual(['other', 'llama']);
});
