import { expect, it } from 'vitest';
import type { MachineFacts } from '../../../main/inventory/machine-facts.ts';
import type { UseRules } from '../../../main/ledger/machine-use.ts';
import { takeSnapshot } from '../../../main/placement/snapshot.ts';
import { gib } from '../../support/a-gpu.ts';
import { machineFacts, report } from '../../support/office-fixtures.ts';

const snapshotOf = (machines: MachineFacts[], use: Partial<UseRules> = {}) =>
  takeSnapshot({
    unreported: [],
    unwanted: [],
    demand: new Map(),
    machines,
    useOf: () => ({ paused: false, hours: null, limits: {}, wakeWhenNeeded: false, ...use }),
    now: new Date('2026-11-16T12:00:00'),
    deployments: [],
    variants: [],
    measured: [],
    setAside: [],
    reachedOn: () => new Map(),
    isFresh: () => false,
    run: 'run',
    firstNumber: 3,
    cpuMachines: false,
    marginBytes: 0,
    makeRoom: true,
  });

it('tells the planner who serves, who could, and the limits', () => {
  const limits = { 'vulkan:0': 4 * gib };
  expect(snapshotOf([machineFacts()], { limits }).machines).toMatchObject([
    { serving: true, whyNot: null, online: true, limits: new Map(Object.entries(limits)) },
  ]);
  expect(snapshotOf([machineFacts()], { paused: true }).machines).toMatchObject([
    { serving: false, whyNot: 'PC is paused', online: true },
  ]);
  expect(snapshotOf([machineFacts({ removing: true }), machineFacts({ state: 'lost' })]).machines).toMatchObject([
    { serving: false, whyNot: 'PC is being removed', online: false },
    { serving: false, whyNot: 'PC is not connected', online: false },
  ]);
  const userPause = { since: 0, until: null };
  expect(snapshotOf([machineFacts({ userPause })]).machines).toMatchObject([
    { serving: false, whyNot: 'PC is paused by its user', online: false },
  ]);
});

it('takes what drains for memory that is being freed, and what failed for none', () => {
  const memory = { weightsBytes: 1, cacheBytes: 2, workBytes: 3 };
  const states = ['ready', 'loading', 'draining', 'failed'] as const;
  const replicas = states.map((state) => ({ ...report({ state, memory }), state }));
  const { replicas: held, leaving, firstNumber, heldIds } = snapshotOf([machineFacts({ replicas })]);
  expect(held.map(({ bytes, loading }) => [bytes, loading])).toEqual([
    [6, false],
    [6, true],
  ]);
  expect(leaving).toMatchObject([{ machineId: 'm', bytes: 6 }]);
  expect([firstNumber, heldIds]).toEqual([3, states.map(() => 'llama-1')]);
});
