import { expect, it } from 'vitest';
import type { MachineFacts } from '../../../main/inventory/inventory.ts';
import { settlingUntil } from '../../../main/placement/settling.ts';
import { aGpu } from '../../support/a-gpu.ts';

const machine = (changes: Partial<MachineFacts>): MachineFacts => ({
  id: 'm',
  name: 'PC',
  local: true,
  state: 'online',
  since: 0,
  hardware: null,
  gpus: [aGpu()],
  replicas: [],
  before: [],
  ...changes,
});

it('an office waits a minute for its own agent', () => {
  expect(settlingUntil([], 1_000, 2_000)).toBe(61_000);
  expect(settlingUntil([], 1_000, 61_000)).toBeNull();
});

it('an office whose machines are all there waits for nothing', () => {
  expect(settlingUntil([machine({})], 0, 5)).toBeNull();
});

it('a machine that joins, looks at its cards, or was lost a moment ago is awaited', () => {
  for (const awaited of [{ state: 'joining' }, { state: 'lost' }, { gpus: [] }] as const) {
    expect(settlingUntil([machine({}), machine({ ...awaited, since: 10_000 })], 0, 20_000)).toBe(70_000);
    expect(settlingUntil([machine({}), machine({ ...awaited, since: 10_000 })], 0, 70_000)).toBeNull();
  }
});
