/** Conversations in Debian's Chromium against a running office: found again, kept, taken along. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation } from '../../contract/control-api.ts';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { startSharedOffice, type SharedOffice } from '../support/office-process.ts';

let office: SharedOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startSharedOffice(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.end();
});

const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const said = (page: Page, text: string) => page.getByRole('article').locator('p').getByText(text, { exact: true });

/** A visitor who has asked in a new chat and has the answer. */
async function chatOf(question: string, answer: string) {
  const visitor = await visit(browser, office.running().link);
  const { page } = visitor;
  await composer(page).fill(question);
  await composer(page).press('Enter');
  await said(page, answer).waitFor();
  await page.getByText(/\d+ tokens\/s/).waitFor();
  return visitor;
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for this chat' }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('a conversation', () => {
  it('is found by the words of an answer, opens there, and is searched for with the keyboard', async () => {
    const { page, complaints } = await chatOf('what is 7 plus 6?', '7 plus 6 is 13.');
    await page
      .getByRole('link', { name: /New chat/ })
      .first()
      .click();
    await composer(page).blur();
    await page.keyboard.press('/');
    await page.keyboard.type('is 13');
    const hits = page.getByRole('navigation', { name: 'Chats that were found' });
    await hits.getByRole('heading', { name: '1 chat' }).waitFor();
    expect(await hits.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['is', '13']));
    await expectAccessible(page, 'a search');
    await hits.getByRole('link').click();
    await page.locator('.sought').getByText('7 plus 6 is 13.').waitFor();
    await page.getByRole('searchbox', { name: 'Search the chats' }).fill('nobody said this');
    await page.getByRole('heading', { name: 'No chat has these words' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search the chats' }).press('Escape');
    await page.getByRole('navigation', { name: 'Conversations, by day' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is pinned to the top, also for the next visitor, and unpinned', async () => {
    const { page } = await chatOf('what is 8 plus 6?', '8 plus 6 is 14.');
    await choose(page, 'Pin to the top');
    const pinned = page.getByRole('region', { name: 'Pinned' }).getByRole('link', { name: 'what is 8 plus 6?' });
    await pinned.waitFor();
    await page.reload();
    await pinned.waitFor();
    await choose(page, 'Unpin');
    await page.getByRole('region', { name: 'Today' }).getByRole('link', { name: 'what is 8 plus 6?' }).waitFor();
    expect(await pinned.count()).toBe(0);
    await page.context().close();
  });

  it('is told instructions from a preset that was written in it, and the next one can choose them', async () => {
    const { page, complaints } = await visit(browser, office.running().link);
    await page.getByRole('button', { name: 'Instructions: none' }).click();
    await page.getByRole('menuitem', { name: 'Write new ones…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Plain words');
    await page.getByRole('textbox', { name: /What the model is told/ }).fill('Explain it to a newcomer.');
    await expectAccessible(page, 'the dialog of a preset');
    await page.getByRole('button', { name: 'Keep and use them' }).click();
    await page.getByRole('button', { name: 'Instructions: Plain words' }).waitFor();
    await composer(page).fill('what is 2 plus 6?');
    await composer(page).press('Enter');
    await page.getByText(/\d+ tokens\/s/).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Instructions: Plain words' }).waitFor();
    await page
      .getByRole('link', { name: /New chat/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Instructions: none' }).click();
    await expectAccessible(page, 'the choice of instructions');
    await page.getByRole('menuitemradio', { name: 'Plain words' }).click();
    await page.getByRole('button', { name: 'Instructions: Plain words' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is taken along as Markdown and as JSON', async () => {
    const { page, complaints } = await chatOf('what is 9 plus 6?', '9 plus 6 is 15.');
    const files: Record<string, string> = {};
    for (const item of ['Export as Markdown', 'Export as JSON']) {
      const [download] = await Promise.all([page.waitForEvent('download'), choose(page, item)]);
      files[download.suggestedFilename()] = readFileSync(await download.path(), 'utf8');
    }
    expect(Object.keys(files)).toEqual(['what is 9 plus 6.md', 'what is 9 plus 6.json']);
    expect(files['what is 9 plus 6.md']).toMatch(
      /^# what is 9 plus 6\?\n\n\*\*You\*\*\n\nwhat is 9 plus 6\?\n\n\*\*.+ tokens\/s\n\n9 plus 6 is 15\.\n$/,
    );
    const { messages } = Conversation.parse(JSON.parse(files['what is 9 plus 6.json'] ?? ''));
    expect(messages.map(({ content }) => content)).toEqual(['what is 9 plus 6?', '9 plus 6 is 15.']);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
