import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfficeState } from '../../../../contract/control-api.ts';
import type { OfficeStatus } from '../../../../main/electron/coordinator/office-status.ts';
import { watchStatus } from '../../../../main/electron/coordinator/watch-status.ts';
import { fakeOffices } from '../../../support/fake-control/fake-offices.ts';

const linden = fakeOffices.linden();
const paused: OfficeState = { ...linden, office: { ...linden.office, serving: false } };

describe('the watch on the office', () => {
  let state = linden;
  const heard: OfficeStatus['serving'][] = [];
  const watch = (): (() => void) =>
    watchStatus(
      () => state,
      (status) => void heard.push(status.serving),
    );
  beforeEach(() => {
    vi.useFakeTimers();
    heard.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it('says each change once', () => {
    state = linden;
    const stop = watch();
    vi.advanceTimersByTime(10_000);
    state = paused;
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual(['serving', 'paused']);
    stop();
  });

  it('says nothing after it was stopped', () => {
    state = linden;
    watch()();
    state = paused;
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual(['serving']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
