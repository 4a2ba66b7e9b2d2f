/** The Settings page, and what the desktop's window adds to the page, in Chromium over a scripted office. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DesktopCall, DesktopView } from '../../contract/desktop.ts';
import { pageOf } from '../../main/electron/wish.ts';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(at: string, view: DesktopView | null = null): Promise<{ page: Page; complaints: string[] }> {
  const fake = new FakeControl({ office: 'linden', tickMs: 600_000 });
  const address = await fake.listen(0);
  onTestFinished(() => fake.close());
  const permissions = ['clipboard-read', 'clipboard-write'];
  const { page, complaints } = await visit(browser, `${address}/#${at}`, { permissions });
  onTestFinished(() => page.context().close());
  if (view) {
    await page.addInitScript(standInForTheApp, view);
    await page.reload();
  }
  // Not by its role: behind a dialog the page is hidden from who asks so.
  await page.locator('h1').waitFor();
  return { page, complaints };
}

/** In the page: what the preload script gives it. Notes each call. */
function standInForTheApp(first: DesktopView): void {
  const calls: DesktopCall[] = [];
  let view = first;
  const call = (wanted: DesktopCall): Promise<DesktopView> => {
    calls.push(wanted);
    if (wanted.do === 'set-autostart') view = { ...view, autostart: wanted.on };
    if (wanted.do === 'set-daily-look') view = { ...view, looksDaily: wanted.on };
    if (wanted.do === 'apply-update') view = { ...view, update: { name: 'waiting', version: '0.2.0', answers: 2 } };
    return Promise.resolve(view);
  };
  Object.assign(globalThis, { desktop: { call, onChange: () => () => undefined }, calls });
}

const callsOf = (page: Page): Promise<DesktopCall[]> =>
  page.evaluate(() => Reflect.get(globalThis, 'calls') as DesktopCall[]);

describe('the settings', () => {
  it('pause the office', async () => {
    const { page, complaints } = await open('/settings');
    const asked = page.waitForRequest((request) => request.method() === 'PUT');
    await page.getByRole('button', { name: 'Pause serving' }).click();
    expect((await asked).postDataJSON()).toEqual({ on: false });
    expect(complaints).toEqual([]);
  });

  it('give the office another name', async () => {
    const { page, complaints } = await open('/settings');
    await page.getByRole('button', { name: 'Rename…' }).click();
    await page.getByLabel('Name of your office').fill('Linden Architects');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('navigation').getByText('Linden Architects').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('copy diagnostics, or save them', async () => {
    const { page } = await open('/settings');
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('# AIvailable diagnostics\n');
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save as a file' }).click();
    expect((await saved).suggestedFilename()).toBe('aivailable-diagnostics.txt');
  });

  it('say nothing of the app in a browser', async () => {
    const { page } = await open('/settings');
    await page.getByRole('heading', { name: 'Troubleshoot' }).waitFor();
    expect(await page.getByRole('heading', { name: 'This app' }).count()).toBe(0);
    await expectAccessible(page, 'settings');
  });

  it('start the app with its PC, and update it when a person says so', async () => {
    const { page } = await open('/settings', {
      autostart: false,
      looksDaily: false,
      update: { name: 'ready', version: '0.2.0' },
    });
    await page.getByRole('switch', { name: 'By itself', checked: false }).click();
    await page.getByRole('switch', { name: 'By itself', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Update and restart' }).click();
    await page.getByText('Updates when 2 answers are finished').waitFor();
    expect(await callsOf(page)).toEqual([{ do: 'look' }, { do: 'set-autostart', on: true }, { do: 'apply-update' }]);
    await expectAccessible(page, 'settings');
  });

  it('ask for newer versions every day only when a person switches that on', async () => {
    const update = { name: 'idle', lookedAt: null } as const;
    const { page } = await open('/settings', { autostart: true, looksDaily: false, update });
    await page.getByRole('switch', { name: 'Once a day', checked: false }).click();
    await page.getByRole('switch', { name: 'Once a day', checked: true }).waitFor();
    expect(await callsOf(page)).toEqual([{ do: 'look' }, { do: 'set-daily-look', on: true }]);
  });

  it('offer no daily look where there is nothing to ask', async () => {
    const update = { name: 'off', why: 'This copy is updated with git.' } as const;
    const { page } = await open('/settings', { autostart: null, looksDaily: false, update });
    await page.getByText('This copy is updated with git.').waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
  });
});

describe('a model file that the app was opened with', () => {
  it('stands in the field, and is taken in only when a person says so', async () => {
    const file = '/srv/models/Zoë 100%.gguf';
    const { page } = await open(pageOf({ importFile: file }));
    const asked: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
    const field = page.getByLabel(/^Path on/);
    await field.waitFor();
    expect(await field.inputValue()).toBe(file);
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await field.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/#\/models$/);
    expect(asked).toEqual([]);
  });
});
