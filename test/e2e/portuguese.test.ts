/** The window in Portuguese: nothing that it says, or is told, is read in English. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { englishWord } from '../support/english-words.ts';
import { open as openOver, whatOpens } from '../support/what-opens.ts';
import { speak } from '../../words/words.ts';

const fake = new FakeControl({ tickMs: 600_000 });
let browser: Browser;
let address: string;
let shown: Page;
let visits = 0;
beforeAll(async () => {
  await speak('pt-PT');
  [browser, address] = await Promise.all([openBrowser(), fake.listen(0)]);
  ({ page: shown } = await visit(browser, address, { locale: 'pt-PT' }));
});
afterAll(async () => {
  await browser.close();
  await fake.close();
  await speak('en-GB');
});

/** The one page of this file at another place: a page for each of so many would take twice as long. */
async function open(office: FakeOfficeName, path: string): Promise<Page> {
  visits += 1;
  await shown.setViewportSize({ width: 1280, height: 800 });
  await shown.evaluate(() => localStorage.clear());
  // Another address each time: else only its hash would change, and the page stay as it is.
  await shown.goto(`${address}/?office=${office}&visit=${visits}#${path}`);
  await shown.locator('main:not([aria-busy=true]) h1:visible').first().waitFor();
  await shown.waitForLoadState('networkidle');
  return shown;
}

/**
 * Texts, names and descriptions of the page that have a word which only English has. What people and models wrote is theirs: it
 * stands where the direction of writing is found from the text, in quotes, or is code.
 */
async function inEnglish(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const theirs = '[dir=auto], code, pre, .mono, script, style';
    const read: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(theirs)) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
          const words = node.getAttribute(name) ?? '';
          // A title that was cut off, in full.
          if (words !== node.textContent) read.push(words);
        }
      } else read.push(node.textContent ?? '');
    }
    return [...new Set(read.map((text) => text.trim()))];
  });
  return texts.filter((text) => englishWord.test(text.replace(/“[^”]*”/g, '')));
}

describe('in Portuguese', () => {
  it.each([
    ['linden', '/chat'],
    ['linden', '/chat/c1'],
    ['linden', '/machines'],
    ['states', '/machines'],
    ['adding', '/machines'],
    ['external', '/machines'],
    ['empty', '/machines'],
    ['models', '/models'],
    ['refused', '/models'],
    ['external', '/models'],
    ['linden', '/models/catalogue'],
    ['linden', '/api'],
    ['first-day', '/api'],
    ['linden', '/activity'],
    ['loading', '/activity'],
    ['linden', '/settings'],
    ['first-day', '/welcome/this-pc'],
    ['first-day', '/welcome/other-pcs'],
    ['first-day', '/welcome/first-model'],
  ] as const)('the office "%s" is read at %s without a word of English', async (office, path) => {
    const page = await open(office, path);
    expect(await inEnglish(page)).toEqual([]);
  });

  it.each([
    ['linden', '/machines'],
    ['states', '/machines'],
    ['college', '/machines'],
    ['models', '/models'],
    ['linden', '/models/catalogue'],
    ['linden', '/api'],
    ['linden', '/activity'],
  ] as const)('nothing of the office "%s" at %s goes beyond a small window', async (office, path) => {
    const page = await open(office, path);
    await page.setViewportSize({ width: 900, height: 600 });
    const widest = (): Promise<number> =>
      page.evaluate(() => {
        const main = document.getElementById('main')!;
        return Math.max(document.documentElement.scrollWidth, main.getBoundingClientRect().left + main.scrollWidth);
      });
    // The map is drawn anew when it has seen its new width.
    await expect.poll(widest).toBeLessThanOrEqual(900);
  });

  it.each(whatOpens)('$name is read without a word of English', async (one) => {
    const page = await open(one.office ?? 'linden', one.path);
    await openOver(page, one);
    expect(await inEnglish(page)).toEqual([]);
  });

  it.each([
    ['Pedir uma chave', 'switch'],
    ['Redes', 'button'],
  ] as const)('the row "%s" of the settings asks in Portuguese, too', async (row, role) => {
    const page = await open('linden', '/settings');
    await page.locator('.set').filter({ hasText: row }).first().getByRole(role).click();
    await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    expect(await inEnglish(page)).toEqual([]);
  });

  it('what usually goes wrong is looked at in Portuguese, too', async () => {
    const page = await open('linden', '/settings');
    await page.getByRole('button', { name: 'Iniciar…' }).click();
    await page.getByRole('listitem').filter({ hasText: 'ACCOUNTS-02' }).first().waitFor();
    expect(await inEnglish(page)).toEqual([]);
  });
});
