/** PCs that come into the office while others do, and while what is shown changes, in Chromium over scripted offices. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { problem } from '../../contract/problem.ts';
import { expectAccessible } from '../support/browser.ts';
import { ask } from '../support/fake-control/found-parts.ts';
import { scriptedWindow } from '../support/scripted-window.ts';
import { until } from '../support/until.ts';

const openWindow = scriptedWindow();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a PC whose code is compared', () => {
  const one = ask('STUDIO-1', '192.168.10.24', '48-KITE');
  const other = ask('STRANGER', '192.168.10.99', '17-FROG');
  const open = async () => {
    const opened = await openWindow('/#/machines', { office: 'linden', tickMs: 60_000 });
    await button(opened.page, 'Compare code of STUDIO-1').waitFor();
    return opened;
  };
  const letIn = (page: Page) => page.getByRole('button', { name: /^Same code, add/ });

  it('gives its place to no other when it asks no longer', async () => {
    const { fake, page } = await open();
    fake.show({ asks: [one, other] });
    await button(page, 'Compare code of STUDIO-1').click();
    await button(page, 'Same code, add STUDIO-1').waitFor();
    fake.show({ asks: [other] });
    await page.getByText('STUDIO-1 no longer asks').waitFor();
    expect(await letIn(page).count()).toBe(0);
    await expectAccessible(page, 'the one that went');

    // It is there again, as another ask: that is for the person to choose.
    fake.show({ asks: [other, { ...one, id: 'ask-anew', code: '05-LAMP' }] });
    await page.getByRole('radio', { name: 'STUDIO-1' }).waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await letIn(page).count()).toBe(0);
    await page.getByRole('radio', { name: 'STUDIO-1' }).click();
    await page.getByRole('dialog').getByText('05-LAMP').waitFor();
    await button(page, 'Same code, add STUDIO-1').click();
    await until('it was let in', () => fake.state?.asks.length === 1);
  });

  it('gives it to no other either when it was the first that asked', async () => {
    const { fake, page } = await open();
    fake.show({ asks: [] });
    await button(page, 'Compare code of STUDIO-1').waitFor({ state: 'detached' });
    await button(page, 'Add machine').click();
    await page.getByRole('tab', { name: /asks/ }).click();
    await page.getByText('No PC asks now').waitFor();
    fake.show({ asks: [one] });
    await button(page, 'Same code, add STUDIO-1').waitFor();
    fake.show({ asks: [other] });
    await page.getByText('STUDIO-1 no longer asks').waitFor();
    expect(await letIn(page).count()).toBe(0);
  });

  it('closes its dialog when it was let in, though it leaves the list before the answer comes', async () => {
    const { fake, page } = await open();
    fake.show({ asks: [one, other] });
    const seen = Promise.withResolvers<void>();
    await page.route('**/accept', async (route) => {
      const response = await route.fetch();
      await seen.promise;
      await route.fulfill({ response });
    });
    await button(page, 'Compare code of STUDIO-1').click();
    await button(page, 'Same code, add STUDIO-1').click();
    await button(page, 'Same code, add STUDIO-1').waitFor({ state: 'detached' });
    expect(await letIn(page).count()).toBe(0);
    seen.resolve();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(fake.state?.asks.map(({ hostName }) => hostName)).toEqual(['STRANGER']);
  });
});

describe('several PCs that are installed at once', () => {
  it('are tried again without those on which an installation began', async () => {
    const { fake, page } = await openWindow('/#/welcome/other-pcs', { office: 'first-day', tickMs: 60_000 });
    const sent: string[] = [];
    let refusing = true;
    await page.route('**/machines/installs', async (route) => {
      const { address } = route.request().postDataJSON() as { address: string };
      sent.push(address);
      if (!refusing || address !== '192.168.10.21') return route.continue();
      await route.fulfill({ status: 502, json: { error: problem('install_failed', 'It restarts just now.') } });
    });
    await button(page, 'Add 3 PCs…').click();
    await page.getByLabel('User on all of them').fill('jana');
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'They are the same, install on 3 PCs').click();
    await page.getByText('DESIGN-01: It restarts just now. The others are on their way.').waitFor();
    expect(fake.state?.installs.map(({ address }) => address)).toEqual(['192.168.10.14', '192.168.10.23']);

    refusing = false;
    sent.length = 0;
    await expect.poll(() => page.getByRole('list', { name: 'Fingerprints' }).getByRole('listitem').count()).toBe(1);
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'It is the same, install on 1 PC').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(sent).toEqual(['192.168.10.21']);
    expect(fake.state?.installs).toHaveLength(3);
  });
});
