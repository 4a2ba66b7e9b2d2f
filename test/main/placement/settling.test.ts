import { expect, it } from 'vitest';
import { settlingUntil } from '../../../main/placement/settling.ts';
import { machineFacts } from '../../support/office-fixtures.ts';

it('an office waits a minute for its own agent', () => {
  expect(settlingUntil([], 1_000, 2_000)).toBe(61_000);
  expect(settlingUntil([], 1_000, 61_000)).toBeNull();
});

it('an office whose machines are all there waits for nothing', () => {
  expect(settlingUntil([machineFacts({})], 0, 5)).toBeNull();
});

it('a machine that joins, looks at its cards, or was lost a moment ago is awaited', () => {
  for (const awaited of [{ state: 'joining' }, { state: 'lost' }, { gpus: [] }] as const) {
    expect(settlingUntil([machineFacts({}), machineFacts({ ...awaited, since: 10_000 })], 0, 20_000)).toBe(70_000);
    expect(settlingUntil([machineFacts({}), machineFacts({ ...awaited, since: 10_000 })], 0, 70_000)).toBeNull();
  }
});

it('a machine that cannot be used is not awaited', () => {
  expect(settlingUntil([machineFacts({ state: 'stopped', gpus: [], since: 10_000 })], 0, 20_000)).toBeNull();
});
