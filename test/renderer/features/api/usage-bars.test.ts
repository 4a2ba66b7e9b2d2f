import { expect, it } from 'vitest';
import type { UsageRow } from '../../../../contract/keys.ts';
import { usageBars } from '../../../../renderer/features/api/usage-bars.ts';

const now = Date.UTC(2026, 10, 29, 12);
const row = (name: string, day: string, tokens: number): UsageRow => ({
  day,
  keyId: name,
  name,
  model: 'llama',
  requests: 1,
  promptTokens: tokens,
  completionTokens: 0,
});

it('shows each day of two weeks, today last, those first who used most', () => {
  const { of, most } = usageBars(
    [row('a', '2026-11-29', 5), row('b', '2026-11-16', 9), row('b', '2026-11-15', 99), row('a', '2026-11-29', 2)],
    now,
  );
  expect(of.map(({ name, total }) => [name, total])).toEqual([
    ['b', 9],
    ['a', 7],
  ]);
  expect(of.map(({ tokens }) => [tokens.length, tokens[0], tokens.at(-1)])).toEqual([
    [14, 9, 0],
    [14, 0, 7],
  ]);
  expect(most).toBe(9);
});

it('puts all but the first three together where there are more than four', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((name, index) => row(name, '2026-11-29', 10 - index));
  expect(usageBars(rows, now).of.map(({ name, total }) => [name, total])).toEqual([
    ['a', 10],
    ['b', 9],
    ['c', 8],
    ['2 others', 13],
  ]);
});
