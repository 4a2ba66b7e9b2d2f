import { expect, it } from 'vitest';
import { settlingNow } from '../../../main/placement/settling.ts';
import { machineFacts } from '../../support/office-fixtures.ts';

const settlingUntil = (...of: Parameters<typeof settlingNow>): number | null => settlingNow(...of)?.until ?? null;

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

it('says which machine is awaited, and whether it comes back or comes for the first time', () => {
  const lost = machineFacts({ name: 'pc1', state: 'lost', since: 10_000 });
  const reason = (...machines: ReturnType<typeof machineFacts>[]) => settlingNow(machines, 0, 20_000)?.reason;
  expect(reason(machineFacts({}), lost)).toBe('Waits up to a minute for pc1 to come back; no other card can take it.');
  expect(reason(lost, machineFacts({ state: 'joining', since: 10_000 }))).toBe(
    'Waits up to a minute for 2 machines to connect; no other card can take it.',
  );
  expect(reason(lost, machineFacts({ name: 'OLD', state: 'lost', since: -60_000 }))).toContain('for pc1 to');
  expect(reason()).toBe('Waits up to a minute for the agent of this PC.');
});
