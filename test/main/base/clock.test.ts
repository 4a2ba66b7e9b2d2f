import { afterEach, expect, it, vi } from 'vitest';
import { steadyClock, systemClock } from '../../../main/base/clock.ts';

afterEach(() => void vi.useRealTimers());

it('a steady clock takes no notice when somebody sets the clock of the PC', () => {
  const before = { steady: steadyClock.now(), system: systemClock.now() };
  vi.useFakeTimers({ toFake: ['Date'], now: before.system - 3_600_000 });
  expect(systemClock.now()).toBe(before.system - 3_600_000);
  expect(steadyClock.now()).toBeGreaterThanOrEqual(before.steady);
  expect(steadyClock.now() - before.steady).toBeLessThan(60_000);
});
