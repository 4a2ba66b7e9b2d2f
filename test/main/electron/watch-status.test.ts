import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OfficeState } from '../../../contract/control-api.ts';
import type { OfficeStatus } from '../../../main/electron/office-status.ts';
import { watchStatus } from '../../../main/electron/watch-status.ts';
import { fakeOffices } from '../../support/fake-control/fake-offices.ts';

const linden = fakeOffices.linden();
const paused: OfficeState = { ...linden, office: { ...linden.office, serving: false } };

describe('the watch on the office', () => {
  let answer: () => Promise<unknown>;
  const heard: OfficeStatus['serving'][] = [];
  const watch = (): (() => void) =>
    watchStatus(
      () => answer(),
      (status) => void heard.push(status.serving),
    );
  beforeEach(() => {
    vi.useFakeTimers();
    heard.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it('says each change once', async () => {
    answer = () => Promise.resolve(linden);
    const stop = watch();
    await vi.advanceTimersByTimeAsync(10_000);
    answer = () => Promise.resolve(paused);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual(['serving', 'paused']);
    stop();
  });

  it('goes on after a state that could not be read', async () => {
    answer = () => Promise.reject(new Error('ECONNREFUSED'));
    const stop = watch();
    await vi.advanceTimersByTimeAsync(0);
    answer = () => Promise.resolve({ error: 'none' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(heard).toEqual([]);
    answer = () => Promise.resolve(linden);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(heard).toEqual(['serving']);
    stop();
  });

  it('says nothing after it was stopped, not even what was asked for before', async () => {
    const { promise, resolve } = Promise.withResolvers<OfficeState>();
    answer = () => promise;
    const stop = watch();
    stop();
    resolve(linden);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
