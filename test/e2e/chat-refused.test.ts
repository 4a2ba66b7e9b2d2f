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

it('an answer that could not be stopped is not asked for a second time', async () => {
  const { fake, page } = await look('/chat/c1', 100);
  await page.route('**/stop', (route) => route.fulfill({ status: 500 }));
  await ask(page, 'a queue');
  await page.getByRole('button', { name: 'Ask gemma-3-4b-it now' }).click();
  await alert(page).getByText('Not stopped.').waitFor();
  await page.unroute('**/stop');
  await page.getByRole('button', { name: 'Stop, Escape' }).click();
  await page.getByText('Stopped by you.').waitFor();
  expect(await alert(page).count()).toBe(0);
  expect(fake.chat.find('c1')?.messages.filter(({ role }) => role === 'assistant')).toHaveLength(2);
});

it('a stop that failed is called so, and is forgotten with the next question', async () => {
  const { fake, page } = await look('/chat/c1', 5);
  await page.route('**/stop', (route) => route.fulfill({ status: 500 }));
  await ask(page, 'a long one');
  await page.getByRole('button', { name: 'Stop, Escape' }).click();
  await alert(page).getByText('Not stopped.').waitFor();
  fake.chat.stopAll();
  await page.getByText('Stopped by you.').waitFor();
  // It is sent when the field is empty, not when its answer is there.
  await expect.poll(() => composer(page).inputValue()).toBe('');
  await ask(page, 'and now?');
  await page.getByRole('paragraph').filter({ hasText: 'and now?' }).waitFor();
  expect(await alert(page).count()).toBe(0);
});

it('instructions that could not be changed are called so, and are forgotten with the next question', async () => {
  const { page } = await look('/chat/c1', 1);
  await page.route('**/conversations/c1', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Instructions: none' }).click();
  await page.getByRole('menuitemradio', { name: 'Plain words' }).click();
  await alert(page).getByText('Instructions not changed.').waitFor();
  await ask(page, 'and now?');
  await page.getByRole('paragraph').filter({ hasText: 'and now?' }).waitFor();
  expect(await alert(page).count()).toBe(0);
});
