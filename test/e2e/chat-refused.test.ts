/** What the chat says and does with what is refused or fails, in Debian's Chromium over a scripted office. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openBrowser, visit } from '../support/browser.ts';
import { ask } from '../support/chat-page.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** @param wordMs between two words of an answer; a question with "queue" waits for 80 of them */
async function look(path: string, wordMs: number): Promise<{ fake: FakeControl; page: Page }> {
  const fake = new FakeControl({ wordMs });
  const { page } = await visit(browser, `${await fake.listen(0)}/#${path}`);
  onTestFinished(async () => {
    await page.context().close();
    await fake.close();
  });
  return { fake, page };
}

const alert = (page: Page) => page.getByRole('alert');
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' });

it('a first question that is refused stays where it was written, and leaves no chat behind', async () => {
  const { fake, page } = await look('/chat', 1);
  const chats = page.getByRole('navigation', { name: 'Conversations, by day' }).getByRole('link');
  await chats.first().waitFor();
  const before = await chats.count();
  for (const _time of [1, 2]) {
    const refused = page.waitForResponse((response) => response.status() === 429);
    await ask(page, 'please refuse');
    await refused;
    await alert(page).getByText('Not sent.').waitFor();
  }
  expect(await composer(page).inputValue()).toBe('please refuse');
  expect(fake.chat.conversations).toHaveLength(before);
  await ask(page, 'please');
  await page.getByRole('article').getByText('41 tokens/s').waitFor();
  await expect.poll(() => chats.count()).toBe(before + 1);
  expect(await alert(page).count()).toBe(0);
});
