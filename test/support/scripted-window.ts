import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openBrowser, visit } from './browser.ts';
import { FakeControl } from './fake-control/fake-control.ts';

/** How the browser is: its size, its language, its colours. */
export type Visitor = BrowserContextOptions;

type ScriptedOffice = ConstructorParameters<typeof FakeControl>[0];

/** One Chromium for all tests of a file. @returns opens the window in it, over an office of paper; both end with the test. */
export function scriptedWindow() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  /** @param at where in the window, "/#/api" */
  return async (at: string, office: ScriptedOffice, visitor: Visitor = {}) => {
    const fake = new FakeControl(office);
    const address = await fake.listen(0);
    onTestFinished(() => fake.close());
    const { page, complaints } = await visit(browser, `${address}${at}`, visitor);
    onTestFinished(() => page.context().close());
    return { fake, page, complaints };
  };
}
