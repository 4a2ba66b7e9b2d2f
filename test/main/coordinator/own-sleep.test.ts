import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnSleep } from '../../../main/coordinator/own-sleep.ts';
import { UseWhileAsleep } from '../../../main/coordinator/use-while-asleep.ts';

const rules = { paused: false, hours: null, limits: {}, wakeWhenNeeded: false };

describe('the sleep of the coordinator’s PC', () => {
  let rechecks = 0;
  let refreshes = 0;
  let changes = 0;
  let use: UseWhileAsleep;
  let sleep: OwnSleep;
  beforeEach(() => {
    vi.useFakeTimers();
    [rechecks, refreshes, changes] = [0, 0, 0];
    const machines = () => [
      { id: 'here', local: true },
      { id: 'there', local: false },
    ];
    use = new UseWhileAsleep({ of: () => rules, onChange: () => () => undefined, machinesAre: () => undefined });
    use.onChange(() => (changes += 1));
    const tunnels = { recheck: () => Promise.resolve(void (rechecks += 1)) };
    sleep = new OwnSleep({ machines, use, tunnels, refreshDiscovery: () => (refreshes += 1) });
  });
  afterEach(() => {
    sleep.close();
    vi.useRealTimers();
  });

  it('empties its own cards and nobody else’s', () => {
    sleep.sleep();
    expect(use.of('here').paused).toBe(true);
    expect(use.of('there').paused).toBe(false);
    expect(changes).toBe(1);
  });

  it('ends with everything as it was, and with tunnels and announcements made anew', () => {
    sleep.sleep();
    sleep.wake();
    expect(use.of('here')).toEqual(rules);
    expect([rechecks, refreshes]).toEqual([1, 1]);
    vi.advanceTimersByTime(120_000);
    expect(rechecks).toBe(1);
  });

  it('is over after a minute awake, though nobody said so', () => {
    sleep.sleep();
    vi.advanceTimersByTime(60_000);
    expect(use.of('here').paused).toBe(false);
  });
});
