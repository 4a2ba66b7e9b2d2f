import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoopTimers } from '../../../main/placement/loop-timers.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const calls: string[] = [];
  const timers = new LoopTimers(
    () => calls.push('run'),
    () => calls.push('wake'),
  );
  return { calls, timers };
}

it('many changes are answered by one run', () => {
  const { calls, timers } = setUp();
  timers.soon(20);
  timers.soon(5_000);
  vi.advanceTimersByTime(20);
  expect(calls).toEqual(['run']);
  timers.soon(20);
  vi.advanceTimersByTime(20);
  expect(calls).toEqual(['run', 'run']);
});

it('a moment that is named later takes the place of the earlier one', () => {
  const { calls, timers } = setUp();
  timers.at(1_000, 0);
  timers.at(3_000, 0);
  vi.advanceTimersByTime(2_000);
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(1_001);
  expect(calls).toEqual(['wake']);
  timers.at(5_000, 4_000);
  timers.at(null, 4_000);
  vi.advanceTimersByTime(10_000);
  expect(calls).toEqual(['wake']);
});

it('what was not heard is thought over once, half a second later', () => {
  const { calls, timers } = setUp();
  timers.again();
  timers.again();
  vi.advanceTimersByTime(499);
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(calls).toEqual(['wake']);
});

it('nothing happens once they are closed', () => {
  const { calls, timers } = setUp();
  timers.soon(20);
  timers.at(30, 0);
  timers.again();
  timers.close();
  vi.advanceTimersByTime(10_000);
  expect(calls).toEqual([]);
});
