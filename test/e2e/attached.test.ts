/** The window in Chromium, over a running office: a server is attached, seen, asked in the chat, and detached. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import { startOffice } from '../support/office-process.ts';
import { until } from '../support/until.ts';
import { vllmLike } from '../support/upstream/vllm-like.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a server', () => {
  it('is tested and attached in the window, answers in the chat, and is detached', async () => {
    const office = await startOffice();
    await office.ready();
    const upstream = vllmLike({ key: 'sk-right' });
    const url = await upstream.listen();
    onTestFinished(() => upstream.close());
    const { page, complaints } = await visit(browser, office.running().link);
    onTestFinished(() => page.context().close());

    await page.getByRole('link', { name: 'Machines' }).click();
    await page.getByRole('button', { name: 'Attach a server…' }).click();
    await page.getByLabel('Address', { exact: true }).fill(url);
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('The server refuses the key (401).').waitFor();
    await page.getByLabel('Key', { exact: true }).fill('sk-right');
    await page.getByLabel('Name here').fill('BIG-BOX');
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText(/^vLLM answered in \d+ ms with 2 models\.$/).waitFor();
    await expectAccessible(page, 'the dialog');
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'BIG-BOX' });
    await row.getByText('ready').waitFor();
    expect(await page.content()).not.toContain('sk-right');

    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('heading', { name: 'On external servers' }).waitFor();
    await page.getByText('(external)').first().waitFor();

    await page.getByRole('link', { name: 'Chat' }).click();
    // What is asked there may leave the building.
    await page.getByText('Answered by your office’s machines and its external servers.').waitFor();
    expect(await page.getByText('stay in this office').count()).toBe(0);
    await page.getByRole('combobox', { name: /^Model: / }).click();
    await page.getByRole('option').filter({ hasText: 'BIG-BOX (external)' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('hello there');
    await page.keyboard.press('Enter');
    await page.getByText('You said: hello there').first().waitFor();
    await page
      .getByText(/BIG-BOX/)
      .first()
      .waitFor();

    await page.getByRole('link', { name: 'Machines' }).click();
    await row.getByRole('button', { name: 'More for BIG-BOX' }).click();
    await page.getByRole('menuitem', { name: 'Detach…' }).click();
    await page.getByRole('button', { name: 'Detach BIG-BOX' }).click();
    await until('it is gone', async () => (await office.state()).attached.length === 0);
    await row.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('that is away says so in shape and word, and the page is accessible', async () => {
    const fake = new FakeControl({ office: 'external' });
    const address = await fake.listen(0);
    onTestFinished(() => fake.close());
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await visit(browser, `${address}/#/machines`, { colorScheme });
      onTestFinished(() => page.context().close());
      const row = page.getByRole('listitem').filter({ hasText: 'MAC-STUDIO' });
      await row.getByText('unreachable').waitFor();
      await row.getByText('Check that the server runs and that this PC can reach its address.').waitFor();
      await expectAccessible(page, colorScheme);
    }
  });
});
