import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../main/library/rate-meter.ts';
import { Throttle } from '../../../main/library/throttle.ts';
import { InternetLine } from '../../../main/settings/internet-line.ts';
import { tempDir } from '../../support/temp-dir.ts';

const never = new AbortController().signal;

describe('Throttle', () => {
  function throttled(rate: number | null | ((now: number) => number | null), start = 0) {
    let now = start;
    let rateAt = typeof rate === 'function' ? rate : () => rate;
    const clock = {
      now: () => now,
      wait: (milliseconds: number) => {
        now += milliseconds;
        return Promise.resolve();
      },
    };
    return {
      throttle: new Throttle(clock, (time) => rateAt(time)),
      at: () => now - start,
      pass: (ms: number) => (now += ms),
      set: (other: number | null) => (rateAt = () => other),
    };
  }

  it('lets bytes through at the rate that is set, after a short burst', async () => {
    const { throttle, at } = throttled(1_000);
    for (let n = 0; n < 50; n += 1) await throttle.take(100, never);
    expect(at()).toBeCloseTo(5_000 - 250);
  });

  it('gives nothing back for a time in which nothing was taken', async () => {
    const { throttle, at, pass } = throttled(1_000);
    pass(60_000);
    for (let n = 0; n < 10; n += 1) await throttle.take(100, never);
    expect(at()).toBeCloseTo(60_000 + 750);
  });

  it('holds nothing up without a limit, and takes a new one at once', async () => {
    const { throttle, at, set } = throttled(null);
    await throttle.take(1e12, never);
    expect(at()).toBe(0);
    set(1_000);
    await throttle.take(1_250, never);
    expect(at()).toBeCloseTo(1_000);
  });

  it('lets those go on who wait for a limit that is lifted meanwhile', async () => {
    const { throttle, at } = throttled((now) => (now < 2_000 ? 1 : null));
    await throttle.take(1e9, never);
    expect(at()).toBe(2_000);
  });

  it('goes by the hours of the line on the wall’s clock', async () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '07:00', until: '18:00' };
    const line = new InternetLine(tempDir(), { bytesPerSecond: 1_000, hours });
    const friday = new Date(2026, 10, 27, 17, 59, 50).getTime();
    const { throttle, at, pass } = throttled((now) => line.rateAt(now), friday);
    for (let n = 0; n < 10; n += 1) await throttle.take(100_000, never);
    expect(at()).toBe(10_000);
    // Monday morning, a second before it holds again.
    pass(new Date(2026, 10, 30, 6, 59, 59).getTime() - friday - at());
    await throttle.take(100_000, never);
    pass(1_000);
    const before = at();
    await throttle.take(5_250, never);
    expect(at() - before).toBeCloseTo(5_000);
  });
});

describe('RateMeter', () => {
  it('shows the first figure as it is, and smooths what follows', () => {
    const meter = new RateMeter(0);
    expect(meter.add(100, 100)).toBe(false);
    expect(meter.add(150, 250)).toBe(true);
    expect(meter.at(250)).toBe(1_000);
    meter.add(1_000, 500);
    expect(meter.at(500)).toBeGreaterThan(1_000);
    expect(meter.at(500)).toBeLessThan(2_000);
  });

  it('comes to the true rate in some seconds', () => {
    const meter = new RateMeter(0);
    meter.add(5_000, 250);
    for (let at = 500; at <= 40_000; at += 250) meter.add(250, at);
    expect(meter.at(40_000)).toBeCloseTo(1_000, -2);
  });

  it('sinks while nothing comes', () => {
    const meter = new RateMeter(0);
    meter.add(250, 250);
    expect(meter.at(500)).toBe(1_000);
    expect(meter.at(10_250)).toBeLessThan(100);
  });
});
