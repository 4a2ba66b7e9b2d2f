/**
 * npm run bench -- map: the Machines page with 200 graphics cards in Debian's Chromium, built as it is served.
 *
 * Its office is scripted; each second every card has another temperature and some of four answers go on elsewhere. Frames are counted by
 * the page itself; beside each figure stands that of the same page at rest, as a busy machine without a GPU drops frames of its own.
 */
import type { Page } from 'playwright-core';
import { chromiumProgram, openBrowser } from '../test/support/browser.ts';
import { FakeControl } from '../test/support/fake-control/fake-control.ts';
import { aSecondLater } from '../test/support/fake-control/large-office.ts';
import { framesWhile, type Frames } from './parts/page-frames.ts';
import { figure, machineWords, printReport, quantile } from './report.ts';

const runs = 3;
const restMs = 3_000;
const liveMs = 6_000;
/** The map's zoom steps, as they are remembered: every card in view, dense, and full size. */
const zooms = ['all', 'dense', 'rows'] as const;

interface Seen {
  readonly drawnMs: number;
  readonly nodes: number;
  readonly rest: Frames;
  readonly live: Frames;
  readonly scroll: Frames;
  readonly zoom: Frames;
}

const fake = new FakeControl({ office: 'campus' });
const address = await fake.listen(0);
const browser = await openBrowser(chromiumProgram);
const seen: Record<(typeof zooms)[number], Seen[]> = { all: [], dense: [], rows: [] };

/** Milliseconds from the click on the page's name until every machine stands in the map. */
const drawMap = (page: Page, machines: number): Promise<number> =>
  page.evaluate(async (wanted) => {
    const started = performance.now();
    location.hash = '#/machines';
    while (document.querySelectorAll('.mname').length < wanted) await new Promise(requestAnimationFrame);
    return performance.now() - started;
  }, machines);

/** The office changes each second while the page is watched. */
async function whileLive(page: Page): Promise<Frames> {
  let tick = 0;
  const timer = setInterval(() => {
    tick += 1;
    if (fake.state) fake.show(aSecondLater(fake.state, tick));
  }, 1_000);
  try {
    return await framesWhile(page, () => page.waitForTimeout(liveMs));
  } finally {
    clearInterval(timer);
  }
}

const scrolled = (page: Page): Promise<Frames> =>
  framesWhile(page, async () => {
    await page.mouse.move(800, 500);
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.wheel(0, step < 30 ? 300 : -300);
      await page.waitForTimeout(16);
    }
  });

const zoomed = (page: Page): Promise<Frames> =>
  framesWhile(page, async () => {
    for (const name of ['Whole office', 'Dense', 'Whole office', 'Dense']) {
      const step = page.getByRole('radio', { name, exact: true });
      if ((await step.count()) === 0) return;
      await step.click();
      await page.waitForTimeout(250);
    }
  });

try {
  for (let run = 0; run < runs; run += 1) {
    for (const zoom of zooms) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await page.addInitScript((step) => localStorage.setItem('aivailable.machines.zoom', step), zoom);
      await page.goto(`${address}/#/machines`);
      await page.getByRole('heading', { level: 1, name: 'Machines' }).waitFor();
      // What is loaded with the page is there before anything is measured.
      await page.evaluate(() => (location.hash = '#/activity'));
      await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
      const drawnMs = await drawMap(page, fake.state?.machines.length ?? 0);
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      const rest = await framesWhile(page, () => page.waitForTimeout(restMs));
      const live = await whileLive(page);
      const scroll = await scrolled(page);
      seen[zoom].push({ drawnMs, nodes, rest, live, scroll, zoom: await zoomed(page) });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await fake.close();
}

const p95 = ({ frames }: Frames): number => quantile(frames, 0.95);
const busy = (one: Frames): number => (100 * one.busyMs) / one.ms;

printReport({
  name: 'map',
  machine: machineWords(),
  seed: null,
  figures: zooms.flatMap((zoom) => {
    const of = (read: (one: Seen) => number): number[] => seen[zoom].map(read);
    return [
      figure({ name: `${zoom}: 200 cards are drawn`, unit: 'ms', values: of(({ drawnMs }) => drawnMs), atMost: 500 }),
      figure({ name: `${zoom}: elements in the page`, unit: '', values: of(({ nodes }) => nodes) }),
      figure({ name: `${zoom}: at rest: a frame (p95)`, unit: 'ms', values: of(({ rest }) => p95(rest)) }),
      figure({
        name: `${zoom}: it changes: a frame (p95)`,
        unit: 'ms',
        values: of(({ live }) => p95(live)),
        atMost: 17.5,
      }),
      figure({
        name: `${zoom}: it changes: the longest frame`,
        unit: 'ms',
        values: of(({ live }) => live.frames.at(-1) ?? 0),
      }),
      figure({ name: `${zoom}: it changes: the page works`, unit: '%', values: of(({ live }) => busy(live)) }),
      figure({
        name: `${zoom}: it changes: work of over 50 ms`,
        unit: 'times',
        values: of(({ live }) => live.longTasks),
      }),
      figure({
        name: `${zoom}: scrolled: a frame (p95)`,
        unit: 'ms',
        values: of(({ scroll }) => p95(scroll)),
        atMost: 17.5,
      }),
      figure({
        name: `${zoom}: zoomed: the longest frame`,
        unit: 'ms',
        values: of(({ zoom: step }) => step.frames.at(-1) ?? 0),
      }),
    ];
  }),
});
