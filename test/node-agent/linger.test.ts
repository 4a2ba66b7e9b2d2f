import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Linger } from '../../node-agent/linger.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('ends after its time when the parent is gone and nobody is connected', () => {
  const end = vi.fn<() => void>();
  const linger = new Linger(1_000, end);
  linger.connected(true);
  linger.parentGone();
  vi.advanceTimersByTime(5_000);
  expect(end).not.toHaveBeenCalled();
  linger.connected(false);
  vi.advanceTimersByTime(999);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(end).toHaveBeenCalledOnce();
});

it('stays when a coordinator comes back in time, or the parent lives', () => {
  const end = vi.fn<() => void>();
  const linger = new Linger(1_000, end);
  linger.connected(false);
  vi.advanceTimersByTime(5_000);
  linger.parentGone();
  vi.advanceTimersByTime(900);
  linger.connected(true);
  vi.advanceTimersByTime(5_000);
  expect(end).not.toHaveBeenCalled();
});
