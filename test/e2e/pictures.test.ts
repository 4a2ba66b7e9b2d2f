/** Each page as it was accepted by eye: light and dark, in each language, at three sizes. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { languages } from '../../words/languages.ts';
import { chromiumProgram, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { differenceOf } from '../support/pictures.ts';

/** The office of the drawn design, at the hour that it shows. */
const now = Date.UTC(2026, 10, 27, 10, 44);
const wide = { width: 1280, height: 800 };
const small = { width: 900, height: 600 };
const large = { width: 1920, height: 1080 };
const phone = { width: 390, height: 844 };

interface Pictured {
  readonly name: string;
  readonly office?: FakeOfficeName;
  readonly path: string;
  /** Beside `wide` and `small`: what is used on a phone, too, and what is otherwise on a large screen. */
  readonly also?: { readonly width: number; readonly height: number };
  /** What is opened first, in any language. */
  readonly open?: (page: Page) => Promise<void>;
}

const pictured: readonly Pictured[] = [
  { name: 'chat-new', path: '/chat', also: phone },
  { name: 'chat', path: '/chat/c1', also: phone },
  { name: 'machines', path: '/machines', also: phone },
  {
    name: 'machines-detail',
    path: '/machines',
    open: async (page) => {
      await page.locator('.rep').first().click();
      await page.locator('.last-hour[aria-busy=false]').waitFor();
    },
  },
  { name: 'machines-60', office: 'college', path: '/machines', also: large },
  { name: 'models', path: '/models', also: large },
  { name: 'models-catalogue', path: '/models/catalogue', also: large },
  {
    name: 'models-deploy',
    path: '/models/catalogue',
    open: async (page) => {
      await page.locator('main li').filter({ hasText: 'llama-3.2-1b' }).getByRole('button').last().click();
      await page.locator('.what-changes[aria-busy=false]').waitFor();
    },
  },
  { name: 'api', path: '/api', also: large },
  { name: 'activity', path: '/activity', also: phone },
  { name: 'settings', path: '/settings', also: large },
  { name: 'first-run-1', office: 'first-day', path: '/welcome/this-pc', also: large },
  { name: 'first-run-2', office: 'first-day', path: '/welcome/other-pcs' },
  {
    name: 'first-run-3',
    office: 'first-day',
    path: '/welcome/first-model',
    open: (page) => page.locator('.first-models').waitFor(),
  },
];

let browser: Browser;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  browser = await openBrowser(chromiumProgram);
});
afterAll(async () => {
  await browser.close();
  vi.useRealTimers();
});

async function open(one: Pictured, locale: string): Promise<Page> {
  const { office = 'linden', path } = one;
  const fake = new FakeControl({ office, tickMs: 600_000 });
  const address = await fake.listen(0);
  onTestFinished(() => fake.close());
  const { page } = await visit(browser, 'about:blank', { locale, timezoneId: 'UTC' });
  onTestFinished(() => page.context().close());
  await page.clock.setFixedTime(now);
  await page.goto(`${address}/#${path}`);
  await page.locator('main:not([aria-busy=true]) h1:visible').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await one.open?.(page);
  return page;
}

describe.each(languages)('in $name', ({ tag }) => {
  it.each(pictured)('$name looks as it was accepted', async (one) => {
    const page = await open(one, tag);
    const wrong: (string | null)[] = [];
    for (const size of [wide, small, ...(one.also ? [one.also] : [])]) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        wrong.push(await differenceOf(page, `${tag}/${size.width}x${size.height}/${one.name}-${colorScheme}`));
      }
    }
    expect(wrong.filter((found) => found !== null)).toEqual([]);
  });
});
