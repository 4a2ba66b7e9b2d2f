/** The Settings page, and what the desktop's window adds to the page, in Chromium over a scripted office. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DesktopCall, DesktopView } from '../../contract/desktop.ts';
import { OfficeBackup } from '../../contract/office-backup.ts';
import { pageOf } from '../../main/electron/wish.ts';
import { expectAccessible } from '../support/browser.ts';
import type { Visitor } from '../support/scripted-window.ts';
import { settingsPage } from '../support/settings-page.ts';
import { until } from '../support/until.ts';

const openPage = settingsPage();

/** @param view what the desktop says of itself; null: a browser */
async function open(at: string, view: DesktopView | null = null, visitor: Visitor = {}) {
  const opened = await openPage(at, visitor);
  if (view) {
    await opened.page.addInitScript(standInForTheApp, view);
    await opened.page.reload();
    await opened.page.locator('h1').waitFor();
  }
  return opened;
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
  it('save the office as one file', async () => {
    const { page, complaints } = await open('/settings');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a backup' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^aivailable-backup-\d{4}-\d\d-\d\d\.json$/);
    const { officeName } = OfficeBackup.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
    expect(officeName).toBe('Linden & Roth');
    expect(complaints).toEqual([]);
  });

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
    await page.getByLabel('Name of your office').fill(' ');
    expect(await page.getByRole('button', { name: 'Rename', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Name of your office').fill('Linden Architects');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('navigation').getByText('Linden Architects').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('look at what usually goes wrong: what is wrong first, with what it means and one thing to do', async () => {
    const { page, complaints } = await open('/settings');
    await page.getByRole('button', { name: 'Start…' }).click();
    const rows = page.getByRole('dialog').getByRole('listitem');
    await rows.filter({ hasText: 'Machine: ACCOUNTS-02' }).getByText('Switch it on, or look at its network.').waitFor();
    const marks = (await rows.allInnerTexts()).map((text) => text.startsWith('Look here:'));
    expect(marks.lastIndexOf(true)).toBeLessThan(marks.indexOf(false));
    expect(marks.filter((isWrong) => isWrong)).toHaveLength(
      Number(/^\d+/.exec(await page.getByText(/^\d+ things need a look\.$/).innerText())?.[0]),
    );
    await expectAccessible(page, 'troubleshoot');
    const asked = page.waitForRequest((request) => request.url().endsWith('/control/checks'));
    await page.getByRole('button', { name: 'Look again' }).click();
    await asked;
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('copy a report for somebody who helps, or save it', async () => {
    const { page } = await open('/settings');
    await page.getByRole('button', { name: 'Start…' }).click();
    await page.getByRole('button', { name: 'Copy the report' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('# AIvailable diagnostics\n');
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save as a file' }).click();
    expect((await saved).suggestedFilename()).toBe('aivailable-diagnostics.txt');
  });

  it('say nothing of the app in a browser', async () => {
    const { page } = await open('/settings');
    await page.getByRole('heading', { name: 'About' }).waitFor();
    await page.getByText('Runs on RECEPTION').waitFor();
    expect(await page.getByRole('heading', { name: 'This app' }).count()).toBe(0);
    await expectAccessible(page, 'settings');
  });

  /** At the start the window says which language it speaks. */
  const told = { do: 'set-language', language: 'system' };

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
    expect(await callsOf(page)).toEqual([
      told,
      { do: 'look' },
      { do: 'set-autostart', on: true },
      { do: 'apply-update' },
    ]);
    await expectAccessible(page, 'settings');
  });

  it('ask for newer versions every day only when a person switches that on', async () => {
    const update = { name: 'idle', lookedAt: null } as const;
    const { page } = await open('/settings', { autostart: true, looksDaily: false, update });
    await page.getByRole('switch', { name: 'Once a day', checked: false }).click();
    await page.getByRole('switch', { name: 'Once a day', checked: true }).waitFor();
    expect(await callsOf(page)).toEqual([told, { do: 'look' }, { do: 'set-daily-look', on: true }]);
  });

  it('offer no daily look where there is nothing to ask', async () => {
    const update = { name: 'off', why: 'This copy is updated with git.' } as const;
    const { page } = await open('/settings', { autostart: null, looksDaily: false, update });
    await page.getByText('This copy is updated with git.').waitFor();
    expect(await page.getByRole('switch', { name: /By itself|Once a day/ }).count()).toBe(0);
  });
});

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const spoken = (page: Page) => page.locator('html').getAttribute('lang');
/** The document says its language once the words are there. */
const speaks = (page: Page, tag: string) =>
  until(`the document is in ${tag}`, async () => (await spoken(page)) === tag);

async function speak(page: Page, chosen: string): Promise<void> {
  await page.getByRole('combobox', { name: /^(Language|Idioma)$/ }).click();
  await page.getByRole('option', { name: chosen }).click();
}

describe('the language', () => {
  it('is changed without a reload, and kept over one', async () => {
    const { page, complaints } = await open('/settings');
    expect(await spoken(page)).toBe('en-GB');
    await page.evaluate(() => Reflect.set(globalThis, 'drawnOnce', true));
    await speak(page, 'Português');
    await title(page, 'Definições').waitFor();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'drawnOnce') as unknown)).toBe(true);
    await speaks(page, 'pt-PT');
    expect(await page.title()).toBe('Definições · Linden & Roth');
    const row = page.getByRole('combobox', { name: 'Idioma' });
    await until('the focus is back', () => row.evaluate((its) => its === document.activeElement));
    await expectAccessible(page, 'settings in Portuguese');
    await page.reload();
    await title(page, 'Definições').waitFor();
    expect(await spoken(page)).toBe('pt-PT');
    await speak(page, 'Como o sistema');
    await title(page, 'Settings').waitFor();
    await speaks(page, 'en-GB');
    await speak(page, 'English');
    await until('the choice is shown', async () =>
      (await page.getByRole('combobox', { name: 'Language' }).innerText()).includes('English'),
    );
    expect(complaints).toEqual([]);
  });

  it('is the browser’s as long as nobody chose one, in words and figures', async () => {
    const { page } = await open('/settings', null, { locale: 'pt-BR' });
    await title(page, 'Definições').waitFor();
    expect(await spoken(page)).toBe('pt-PT');
    expect(await page.getByRole('combobox', { name: 'Idioma' }).innerText()).toContain('Como o sistema');
    await page.getByRole('link', { name: 'API' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Invoice reader' });
    await row.getByText('20 por minuto').waitFor();
    await row.getByText('64\u00a0310').waitFor();
    await page.getByText('até 27 de novembro de 2036').waitFor();
    await page.getByRole('link', { name: 'Definições' }).click();
    await speak(page, 'English');
    await title(page, 'Settings').waitFor();
    await speak(page, 'As the system');
    await title(page, 'Definições').waitFor();
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
