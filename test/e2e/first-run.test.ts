/** The first run in Chromium, over scripted offices: from an empty office to the chat, by mouse and by keyboard. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import { scriptedWindow, type Visitor } from '../support/scripted-window.ts';
import { until } from '../support/until.ts';

const openWindow = scriptedWindow();

async function open(visitor: Visitor = {}, tickMs = 20) {
  const { fake, page, complaints } = await openWindow('/', { office: 'first-day', tickMs }, visitor);
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
    await button(page, 'No more for now').waitFor({ state: 'detached' });
    await button(page, 'Continue').click();

    await heading(page, 'Your first model').waitFor();
    await page.getByText('so that one may be switched off').waitFor();
    await expectAccessible(page, 'first model');
    const chosen = await page.locator('.first-models label').nth(1).locator('.strong').innerText();
    await page.getByLabel(chosen).check();
    await button(page, 'Download and start').click();
    await page.waitForURL(/#\/chat$/);
    expect(await page.getByText('Finish setting up').count()).toBe(0);
    expect(office()?.welcome).toBe('done');
    // On its way, or here already: it comes fast.
    const brought = [fake.state?.downloads.map(({ model }) => model), fake.state?.models.map(({ name }) => name)];
    expect(new Set(brought.flat())).toEqual(new Set([chosen, 'demo']));
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

  it('goes on when asked before the office has noted that it was seen', async () => {
    const { fake, page } = await openWindow('/#/api', { office: 'first-day' });
    const answered = Promise.withResolvers<void>();
    await page.route('**/control/office', async (route) => {
      await answered.promise;
      await route.continue();
    });
    await page.goto(page.url().replace(/#.*/, '#/welcome'));
    await button(page, 'Continue').press('Enter');
    await page.locator('button:disabled', { hasText: 'Continue' }).waitFor();
    expect(fake.state?.office.welcome).toBe('new');
    answered.resolve();
    await heading(page, '4 other PCs answered').waitFor();
    expect(fake.state?.office.welcome).toBe('other-pcs');
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

  it('adds one PC by itself in words for one, and keeps its head where it is', async () => {
    const { page } = await open();
    const top = async () => (await page.getByRole('list', { name: 'Steps' }).boundingBox())?.y;
    const before = await top();
    await button(page, 'Continue').click();
    await heading(page, '4 other PCs answered').waitFor();
    expect(await top()).toBe(before);
    for (const name of ['ACCOUNTS-02', 'STUDIO-3']) await page.getByLabel(name).uncheck();
    await button(page, 'Add 1 PC…').click();
    await page.getByText('Is this really DESIGN-01?').waitFor();
    await page.getByLabel('User there').fill('jana');
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'It is the same, install on 1 PC').click();
    await page.getByText('Installed, part of the office').waitFor();
    await heading(page, '3 other PCs answered').waitFor();
    expect(await top()).toBe(before);
  });

  it('says in the chat how far the first model is', async () => {
    const { fake, page } = await open({}, 60_000);
    await page.goto(page.url().replace(/#.*/, '#/welcome/first-model'));
    await button(page, 'Download and start').click();
    await page.waitForURL(/#\/chat$/);
    await page.getByText(/ is on its way: 0 %/).waitFor();
    await expectAccessible(page, 'the chat before the first model');
    expect(fake.state?.downloads).toHaveLength(1);
  });

  it('is whole on a phone', async () => {
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await button(page, 'Continue').click();
    await heading(page, '4 other PCs answered').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});
