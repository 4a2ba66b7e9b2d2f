/** Debian's Chromium by Playwright, and what a page must never do. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { programMs } from './until.ts';

/**
 * What Chromium does not do. It takes the last such list that it is given, so Playwright's own stands here, too. The popups of the
 * address bar are pages, loaded for each tab that opens: they took half of a visit's processor time.
 */
const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** Without the background flags Chromium looks for hosts of its own. */
export const browserArguments = [
  `--disable-features=${withoutFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The whole browser, as a person has it. */
export const chromiumProgram = '/usr/bin/chromium';
/** The same engine without the browser around its pages: a visit takes a third less of the processor. */
const headlessShell = '/usr/bin/chromium-headless-shell';

/** @param executablePath another program that starts it */
export const openBrowser = (executablePath = headlessShell): Promise<Browser> =>
  chromium.launch({ executablePath, args: browserArguments });

interface WatchedPage {
  readonly page: Page;
  /** Errors of the console, and requests that left the office. */
  readonly complaints: string[];
}

/** A new visitor. */
export async function visit(browser: Browser, link: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(programMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(link);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) complaints.push(`asked for ${url}`);
  });
  await page.goto(link);
  return { page, complaints };
}

/** axe finds no fault. Its legacy mode looks into no frames of other origins, of which there are none, and takes a third of the time. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found).toEqual([]);
}

/** What closes most dialogs without a button: Escape, and a click beside. */
export async function tryToLeave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
}
