/** The first run in Chromium, over scripted offices: from an empty office to the chat, by mouse and by keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(options: Parameters<typeof visit>[2] = {}) {
  const fake = new FakeControl({ office: 'first-day', tickMs: 20 });
  const address = await fake.listen(0);
  onTestFinished(() => fake.close());
  const { page, complaints } = await visit(browser, `${address}/`, options);
  onTestFinished(() => page.context().close());
  await page.getByRole('heading', { level: 1, name: 'This PC leads the others' }).waitFor();
  const office = () => fake.state?.office;
  return { fake, page, complaints, office };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

describe('the first run', () => {
  it('leads from this PC over the others to a model and into the chat', async () => {
    const { fake, page, complaints, office } = await open();
    await page.getByText('4.8 GB can be used: other programs hold 0.9, 0.3 stays free').waitFor();
    await expectAccessible(page, 'this PC');
    await page.getByLabel('Name of your office').fill('Linden & Roth');
    await button(page, 'Continue').click();

    await heading(page, '4 other PCs answered').waitFor();
    expect(office()).toMatchObject({ name: 'Linden & Roth', welcome: 'other-pcs' });
    await expectAccessible(page, 'other PCs');
    await page.getByLabel('ACCOUNTS-02').uncheck();
    await button(page, 'Add 2 PCs…').click();
    await page.getByText('First visit.').nth(1).waitFor();
    await expectAccessible(page, 'add 2 PCs');
    await page.getByLabel('User on all of them').fill('jana');
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'They are the same, install on 2 PCs').click();
    await until('both are in the office', () => fake.state?.machines.length === 3);
    await button(page, 'No more for now').click();

    await heading(page, 'Your first model').waitFor();
    await page.getByText('so that one may be switched off').waitFor();
    await expectAccessible(page, 'first model');
    const chosen = await page.locator('.first-models label').nth(1).locator('.strong').innerText();
    await page.getByLabel(chosen).check();
    await button(page, 'Download and start').click();
    await page.waitForURL(/#\/chat$/);
    expect(office()?.welcome).toBe('done');
    // On its way, or here already: it comes fast.
    const brought = [fake.state?.downloads.map(({ model }) => model), fake.state?.models.map(({ name }) => name)];
    expect(new Set(brought.flat())).toEqual(new Set([chosen, 'demo']));
    await page.getByText('Finish setting up').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('can be left and taken up where it was left', async () => {
    const { page, office } = await open();
    await button(page, 'Continue').press('Enter');
    await heading(page, '4 other PCs answered').waitFor();
    await page.goto(page.url().replace(/#.*/, '#/chat'));
    await page.getByRole('link', { name: 'Finish setting up Step 2 of 3: Other PCs' }).click();
    await heading(page, '4 other PCs answered').waitFor();
    await button(page, 'Back').click();
    await heading(page, 'This PC leads the others').waitFor();
    await button(page, 'Later').click();
    await page.waitForURL(/#\/chat$/);
    expect(office()?.welcome).toBe('other-pcs');
  });

  it('comes by itself only once', async () => {
    const { page, office } = await open();
    await until('it was noted', () => office()?.welcome === 'this-pc');
    await page.goto(page.url().replace(/#.*/, ''));
    await page.reload();
    await page.waitForURL(/#\/chat$/);
  });

  it('installs on no PC whose fingerprint changed, and says so', async () => {
    const { fake, page } = await open();
    await button(page, 'Continue').click();
    fake.hear('CHANGED', 'changed.local');
    await button(page, 'Add 4 PCs…').click();
    await page.getByText('CHANGED is left out').waitFor();
    await button(page, 'They are the same, install on 3 PCs').waitFor();
    expect(await page.getByText('First visit.').count()).toBe(3);
  });

  it('is whole on a phone', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await button(page, 'Continue').click();
    await heading(page, '4 other PCs answered').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});
