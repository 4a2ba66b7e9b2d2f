/** The window in Debian's Chromium against a running office: what a person does on the first day. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { programMs, until } from '../support/until.ts';
import { startSharedOffice, type SharedOffice } from '../support/office-process.ts';

const shots = path.resolve('.cache/screenshots');
const pages = ['Chat', 'Machines', 'Models', 'API', 'Activity', 'Settings'] as const;

let office: SharedOffice;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  [office, browser] = await Promise.all([startSharedOffice(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.end();
});

const link = () => office.running().link;
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const answers = (page: Page) => page.getByRole('article');

const newChat = (page: Page) =>
  page
    .getByRole('link', { name: /New chat/ })
    .first()
    .click();
/** Text of an answer, not its announcement for those who listen. */
const said = (page: Page, text: string) => answers(page).locator('p').getByText(text, { exact: true });

async function ask(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await composer(page).press('Enter');
}

/**
 * Lets a frozen process go on for a moment. So a model of a few megabytes, which else has said all in that time, is as slow as a
 * large one, and a person has time to press a key.
 */
function runOnlyFor(pid: number, ms: number): void {
  process.kill(pid, 'SIGCONT');
  for (const end = performance.now() + ms; performance.now() < end;);
  process.kill(pid, 'SIGSTOP');
}

describe('the window', () => {
  it('takes a newcomer from the link to an answer, and keeps it over a reload', async () => {
    const { page, complaints } = await visit(browser, link());
    expect(page.url()).not.toContain('open=');
    await ask(page, 'What is the capital of Portugal?');
    await said(page, 'The capital of Portugal is Lisbon.').waitFor();
    await page.getByText(/\d+ tokens\/s/).waitFor();
    await page.getByText(`on ${(await office.state()).office.machineName}`, { exact: true }).waitFor();
    await page.reload();
    await said(page, 'The capital of Portugal is Lisbon.').waitFor();
    await page.getByRole('link', { name: 'What is the capital of Portugal?' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('lets nobody in without a session, and says what to do', async () => {
    const { page } = await visit(browser, new URL('/', link()).href);
    await page.getByText('npm run -s aivailable -- open').waitFor();
    expect(await composer(page).count()).toBe(0);
    await expectAccessible(page, 'no session');
    await page.context().close();
  });

  it('stops an answer at Escape and keeps what was written', async () => {
    const { page } = await visit(browser, link());
    const written = async (): Promise<number> =>
      (await answers(page).locator('.md, .plain').allInnerTexts()).join('').length;
    const stopped = page.getByText('Stopped by you.').first();
    const whole = answers(page).getByText(/\d+ tokens\/s/);
    // Where another program takes the processor at the wrong moment, an answer may be whole at once: then the next one is stopped.
    for (let attempt = 0; attempt < 20 && !(await stopped.isVisible()); attempt += 1) {
      const [runner = 0] = (await office.pids()).runners;
      await newChat(page);
      process.kill(runner, 'SIGSTOP');
      try {
        await ask(page, 'tell me a story');
        let ms = 1;
        await until(
          'the first words are there',
          async () => {
            runOnlyFor(runner, (ms = Math.min(8, ms * 1.05)));
            return (await written()) > 20;
          },
          programMs,
        );
        await page.keyboard.press('Escape');
        await stopped.or(whole).first().waitFor();
      } finally {
        process.kill(runner, 'SIGCONT');
      }
    }
    await stopped.waitFor();
    await page.reload();
    await stopped.waitFor();
    await expect.poll(written).toBeGreaterThan(20);
    await page.context().close();
  });

  it('answers again, and goes another way from an edited question', async () => {
    const { page } = await visit(browser, link());
    await newChat(page);
    await ask(page, 'what is 7 plus 5?');
    await said(page, '7 plus 5 is 12.').waitFor();
    await answers(page).first().hover();
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await said(page, '7 plus 5 is 12.').waitFor();
    await page.getByText('what is 7 plus 5?').first().hover();
    await page.getByRole('button', { name: 'Edit the question' }).first().click();
    const box = page.getByRole('textbox', { name: 'Question' });
    await box.fill('what is 2 plus 3?');
    await box.press('Enter');
    await said(page, '2 plus 3 is 5.').waitFor();
    expect(await said(page, '7 plus 5 is 12.').count()).toBe(0);
    await page.context().close();
  });

  it('answers the next question after one that was too long', async () => {
    const { page } = await visit(browser, link());
    await newChat(page);
    await ask(page, 'word '.repeat(4_000));
    await page.getByText('Not answered.').waitFor();
    await ask(page, 'what is 3 plus 3?');
    await said(page, '3 plus 3 is 6.').waitFor();
    expect(await page.getByText('Not answered.').count()).toBe(1);
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await visit(browser, link());
    await page.getByText('Serving').waitFor();
    await page.keyboard.press('Control+2');
    await page.getByRole('heading', { level: 1, name: 'Machines' }).waitFor();
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+n');
    await page.keyboard.type('what is 4 plus 4?');
    await page.keyboard.press('Enter');
    await said(page, '4 plus 4 is 8.').waitFor();
    await page.keyboard.press('Control+l');
    const option = page.getByRole('option', { name: /demo/ }).first();
    await option.waitFor();
    await page.keyboard.press('Escape');
    await option.waitFor({ state: 'hidden' });
    expect(await composer(page).evaluate((box) => box === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('shows this PC’s memory to scale, with the model in it and why it is there', async () => {
    const { page } = await visit(browser, link());
    await page.getByText('Serving').waitFor();
    await page.keyboard.press('Control+2');
    const { office: facts } = await office.state();
    await page.getByRole('heading', { name: facts.machineName }).waitFor();
    const block = page.getByRole('button', { name: /demo/ }).first();
    await block.click();
    await page.getByText('The demo model runs on the processor').waitFor();
    const [bar, rep] = await Promise.all([
      page.getByRole('group', { name: /GB/ }).last().boundingBox(),
      block.boundingBox(),
    ]);
    expect(rep!.x).toBeGreaterThan(bar!.x);
    expect(rep!.width).toBeLessThan(bar!.width / 4);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has no fault that axe can find on any page, in %s', async (colorScheme) => {
    const { page, complaints } = await visit(browser, link(), { colorScheme });
    await ask(page, 'Show me a python example');
    await page.getByText(/\d+ tokens\/s/).waitFor();
    for (const [index, name] of pages.entries()) {
      await page.keyboard.press(`Control+${index + 1}`);
      await page
        .getByRole('link', { name: new RegExp(`^${name}`), exact: false })
        .and(page.locator('[aria-current="page"]'))
        .waitFor();
      await page.locator('main:not([aria-busy="true"])').waitFor();
      await page.screenshot({ path: path.join(shots, `${name.toLowerCase()}-${colorScheme}.png`) });
      await expectAccessible(page, `${name}, ${colorScheme}`);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('fits a phone', async () => {
    const { page } = await visit(browser, link(), { viewport: { width: 390, height: 844 }, hasTouch: true });
    await ask(page, 'what is 1 plus 2?');
    await said(page, '1 plus 2 is 3.').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await page.screenshot({ path: path.join(shots, 'chat-phone.png') });
    await expectAccessible(page, 'Chat on a phone');
    await page.context().close();
  });
});
