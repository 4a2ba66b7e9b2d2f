/** A page in Chromium that says what its frames took. */
import type { CDPSession, Page } from 'playwright-core';

export interface Frames {
  /** Milliseconds between two frames, ascending. */
  readonly frames: number[];
  /** How long it was watched, in milliseconds. */
  readonly ms: number;
  /** Of that, how long the page's own thread worked. */
  readonly busyMs: number;
  /** Pieces of work of more than 50 ms, of which a person feels each. */
  readonly longTasks: number;
}

/** Watches the page while `work` goes on. */
export async function framesWhile(page: Page, work: () => Promise<unknown>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(() => {
    const watch = { frames: [] as number[], longTasks: 0, on: true };
    Object.assign(globalThis, { watch });
    let last = performance.now();
    const frame = (now: number): void => {
      watch.frames.push(now - last);
      last = now;
      if (watch.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
    new PerformanceObserver((list) => (watch.longTasks += list.getEntries().length)).observe({ type: 'longtask' });
  });
  const started = performance.now();
  const busyBefore = await busyMs(session);
  await work();
  const busy = (await busyMs(session)) - busyBefore;
  const ms = performance.now() - started;
  const { frames, longTasks } = await page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { frames: number[]; longTasks: number; on: boolean } };
    watch.on = false;
    return watch;
  });
  await session.detach();
  return { frames: frames.toSorted((a, b) => a - b), ms, busyMs: busy, longTasks };
}

async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
