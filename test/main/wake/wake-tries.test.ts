import { expect, it } from 'vitest';
import { WakeTries } from '../../../main/wake/wake-tries.ts';

const need = (...ids: string[]) => ids.map((machineId) => ({ machineId, reason: '' }));

function office() {
  const tries = new WakeTries();
  const call = (seconds: number, ...ids: string[]) => tries.next(need(...ids), seconds * 1_000)?.machineId ?? null;
  return { tries, call };
}

it('a machine is called at most every two minutes, and three times for a need', () => {
  const { tries, call } = office();
  const times = [0, 5, 119, 120, 239, 240, 360, 3_600];
  expect(times.map((at) => call(at, 'A'))).toEqual(['A', null, null, 'A', null, 'A', null, null]);
  expect(tries.newlyGivenUp(359_000)).toEqual([]);
  expect([tries.newlyGivenUp(360_000), tries.newlyGivenUp(400_000)]).toEqual([['A'], []]);
});

it('another need is another three', () => {
  const { call } = office();
  for (const at of [0, 120, 240]) expect(call(at, 'A')).toBe('A');
  expect([call(360, 'A'), call(365), call(370, 'A')]).toEqual([null, null, 'A']);
});

it('of several one is called at a time, and the next when it did not come', () => {
  const { call } = office();
  expect([call(0, 'A', 'B'), call(60, 'A', 'B'), call(120, 'A', 'B'), call(240, 'A', 'B')]).toEqual([
    'A',
    null,
    'B',
    'A',
  ]);
  // It came, and one more is needed.
  expect(call(250, 'B')).toBe('B');
});
