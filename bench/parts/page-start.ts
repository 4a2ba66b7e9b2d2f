/** How soon the page of a real coordinator is painted, and can be used: cold and warm, as this machine is and four times slower. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { OfficeState } from '../../contract/control-api.ts';
import { Running } from '../../main/base/data-folder.ts';
import { programFlags } from '../../scripts/node24.mjs';
import { quietOffice } from '../../test/support/quiet-office.ts';
import { figure, type Figure } from '../report.ts';

const runs = 3;
const startMs = 60_000;
const pages = ['Chat', 'Machines'] as const;
const throttles = [1, 4] as const;

interface Visit {
  /** First contentful paint, from the beginning of the way there, in milliseconds. */
  readonly paintMs: number;
  /** Chat: the field has the focus and the page's thread is free. Machines: this PC stands there, and the thread is free. */
  readonly readyMs: number;
}

export async function measureStart(browser: Browser): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aivailable-bench-'));
  quietOffice(folder);
  const start = ['dist/aivailable.mjs', 'start', '--no-open', '--port', '0', '--data', folder];
  const office = spawn(process.execPath, [...programFlags, ...start], { stdio: 'ignore' });
  try {
    const running = await isServing(path.join(folder, 'running.json'));
    return await visitAll(browser, running);
  } finally {
    const ended = new Promise((resolve) => office.once('exit', resolve));
    if (office.exitCode === null && office.kill('SIGTERM')) await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Waits until its demo model is ready, so that nothing is loaded beside the page. */
async function isServing(file: string): Promise<Running> {
  for (const latest = Date.now() + startMs; Date.now() < latest; await wait(100)) {
    if (!existsSync(file)) continue;
    const running = Running.parse(JSON.parse(readFileSync(file, 'utf8')));
    const headers = { authorization: `Bearer ${running.token}` };
    const answer = await fetch(`http://127.0.0.1:${running.port}/control/state`, { headers }).catch(() => null);
    const state = answer && OfficeState.parse(await answer.json());
    if (state?.models.some((model) => model.state === 'ready')) return running;
  }
  throw new Error('the office does not serve');
}

async function visitAll(browser: Browser, { port, link }: Running): Promise<Figure[]> {
  const visits = new Map<string, Visit[]>();
  const blank: number[] = [];
  const keep = (key: string, one: Visit): void => void visits.set(key, [...(visits.get(key) ?? []), one]);
  for (let run = 0; run < runs; run += 1) {
    const bare = await browser.newPage();
    await bare.goto('data:text/html,<p>word');
    blank.push(await firstPaint(bare));
    await bare.close();
    for (const page of pages) {
      for (const throttle of throttles) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
        // Signs in without drawing anything.
        await context.request.get(link);
        const at = `http://127.0.0.1:${port}/#/${page.toLowerCase()}`;
        keep(`${page} cold ${throttle}`, await visit(context, at, page, throttle));
        keep(`${page} warm ${throttle}`, await visit(context, at, page, throttle));
        await context.close();
      }
    }
  }
  const of = (key: string, what: keyof Visit): number[] => (visits.get(key) ?? []).map((one) => one[what]);
  const figures = [...visits.keys()].toSorted().flatMap((key) => {
    const [page = '', cache = '', throttle = ''] = key.split(' ');
    const name = `${page}, ${cache}${throttle === '1' ? '' : `, processor ${throttle}× slower`}`;
    return [
      figure({ name: `${name}: first paint`, unit: 'ms', values: of(key, 'paintMs') }),
      figure({ name: `${name}: usable`, unit: 'ms', values: of(key, 'readyMs') }),
    ];
  });
  return [figure({ name: 'a page of one word: first paint', unit: 'ms', values: blank }), ...figures];
}

async function visit(context: BrowserContext, at: string, kind: (typeof pages)[number], rate: number): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await page.addInitScript(noteWhenReady, kind);
  await page.goto(at);
  const readyMs = await page.evaluate(() => Reflect.get(globalThis, 'ready') as Promise<number>);
  if (kind === 'Chat') {
    await page.keyboard.press('k');
    if ((await page.locator('#message').inputValue()) !== 'k') throw new Error('the field took no key');
    await page.locator('#message').fill('');
  }
  const paintMs = await firstPaint(page);
  await page.close();
  return { paintMs, readyMs };
}

/** In the page, before all of its scripts. */
function noteWhenReady(kind: 'Chat' | 'Machines'): void {
  const isThere = (): boolean =>
    kind === 'Chat'
      ? document.activeElement?.id === 'message'
      : document.querySelector('h1')?.textContent === 'Machines' && document.querySelector('.vmach') !== null;
  const ready = new Promise<number>((resolve) => {
    const look = (): void => {
      if (!isThere()) return void requestAnimationFrame(look);
      // After what else is waiting for the page's thread.
      setTimeout(() => resolve(performance.now()));
    };
    requestAnimationFrame(look);
  });
  Object.assign(globalThis, { ready });
}

const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
