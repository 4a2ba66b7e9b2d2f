import { describe, expect, it } from 'vitest';
import { RateMeter } from '../../../main/library/rate-meter.ts';
import { Throttle } from '../../../main/library/throttle.ts';

const never = new AbortController().signal;

describe('Throttle', () => {
  function throttled(bytesPerSecond: number | null) {
    let now = 0;
    const clock = {
      now: () => now,
      wait: (milliseconds: number) => {
        now += milliseconds;
        return Promise.resolve();
      },
    };
    return { throttle: new Throttle(clock, bytesPerSecond), at: () => now, pass: (ms: number) => (now += ms) };
  }

  it('lets bytes through at the rate that is set, after a short burst', async () => {
    const { throttle, at } = throttled(1_000);
    for (let n = 0; n < 50; n += 1) await throttle.take(100, never);
    expect(at()).toBe(5_000 - 250);
  });

  it('gives nothing back for a time in which nothing was taken', async () => {
    const { throttle, at, pass } = throttled(1_000);
    pass(60_000);
    for (let n = 0; n < 10; n += 1) await throttle.take(100, never);
    expect(at()).toBe(60_000 + 750);
  });

  it('holds nothing up without a limit, and takes a new one at once', async () => {
    const { throttle, at } = throttled(null);
    await throttle.take(1e12, never);
    expect(at()).toBe(0);
    throttle.bytesPerSecond = 1_000;
    await throttle.take(1_250, never);
    expect(at()).toBe(1_000);
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
