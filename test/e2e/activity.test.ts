/** The Activity page in Chromium, over scripted offices. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { scriptedWindow, type Visitor } from '../support/scripted-window.ts';

const openWindow = scriptedWindow();

async function open(office: FakeOfficeName, visitor: Visitor = {}) {
  const { page, complaints } = await openWindow('/#/activity', { office, tickMs: 600_000 }, visitor);
  await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  return { page, complaints };
}

const happened = (page: Page) => page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('the Activity page', () => {
  it('says how much was answered, day by day, and of each model', async () => {
    const { page, complaints } = await open('linden');
    await page.getByRole('heading', { name: '99.8% answered in 30 days' }).waitFor();
    const days = page.getByRole('list', { name: 'The last 30 days' }).getByRole('listitem');
    expect(await days.count()).toBe(30);
    expect(await days.filter({ hasText: 'nobody asked' }).count()).toBeGreaterThan(0);
    expect(await days.filter({ hasText: /answered, 14 not/ }).count()).toBe(1);
    expect(await page.getByRole('row', { name: /gemma-3-4b-it/ }).innerText()).toContain('100%');
    await page.getByRole('figure', { name: /^Tokens per second in 24 h: .* at most in 24 h$/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('tells what happened and why, of one kind when that is wished, and what was earlier', async () => {
    const { page } = await open('linden');
    const lost = happened(page).filter({ has: page.getByRole('heading', { name: 'ACCOUNTS-02 was lost' }) });
    expect(await lost.innerText()).toContain('It had qwen2.5-7b-instruct. It had been there for 3 h.');
    await expect.poll(() => happened(page).count()).toBe(40);
    await page.getByRole('button', { name: 'Show earlier' }).click();
    await happened(page).nth(60).waitFor();
    await page.getByRole('combobox', { name: 'Kind of event' }).click();
    await page.getByRole('option', { name: 'Admin' }).click();
    await happened(page).filter({ hasText: 'By window, from this PC.' }).waitFor();
    await expect.poll(() => happened(page).count()).toBe(1);
  });

  it('shows another span of the chart', async () => {
    const { page } = await open('linden');
    await page.getByRole('radio', { name: 'Hour', exact: true }).click();
    await page.getByRole('figure', { name: /^Tokens per second this hour/ }).waitFor();
    expect(await page.getByRole('radio', { name: 'Hour', exact: true }).isChecked()).toBe(true);
  });

  it('leads to the map from what was lost', async () => {
    const { page } = await open('linden');
    await page.getByRole('link', { name: 'Show on map' }).click();
    await page.getByRole('heading', { level: 1, name: 'Machines' }).waitFor();
    expect(page.url()).toContain('#/machines');
  });

  it('says what it will be while nothing has happened', async () => {
    const { page, complaints } = await open('loading');
    await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
    await expectAccessible(page, 'empty');
    expect(complaints).toEqual([]);
  });

  it.each([
    ['light', 1280, 800],
    ['dark', 900, 600],
    ['light', 900, 600],
    ['dark', 390, 844],
  ] as const)('passes axe and fits, %s at %i by %i', async (colorScheme, width, height) => {
    const { page } = await open('linden', { colorScheme, viewport: { width, height } });
    await happened(page).first().waitFor();
    await expectAccessible(page, `${colorScheme} ${width}`);
    expect(await overflow(page)).toBe(0);
  });
});
