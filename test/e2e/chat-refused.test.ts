/** What the chat says and does with what is refused or fails, in Debian's Chromium over a scripted office. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { ask } from '../support/chat-page.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import { smallPdf } from '../support/small-pdf.ts';

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

/** Why the question cannot be sent yet, as the button says it; null: it can. */
const whyNotSent = (page: Page): Promise<string | null> =>
  page.getByRole('button', { name: 'Send, Enter' }).evaluate((send) => {
    if (send.getAttribute('aria-disabled') !== 'true') return null;
    return document.getElementById(send.getAttribute('aria-describedby') ?? '')?.innerText ?? '';
  });

const attach = (page: Page, names: readonly string[], buffer: Buffer): Promise<void> =>
  page.getByLabel('Files to attach').setInputFiles(names.map((name) => ({ name, mimeType: '', buffer })));

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

it('a question takes ten files, those that are still being read among them, and waits until they are read', async () => {
  const { page } = await look('/chat', 1);
  const held = Promise.withResolvers<void>();
  await page.route('**/assets/read-pdf*', async (route) => {
    await held.promise;
    await route.continue();
  });
  const names = (count: number, letter: string) => Array.from({ length: count }, (_, index) => `${letter}${index}.pdf`);
  await attach(page, names(10, 'a'), smallPdf(['A page']));
  await attach(page, names(5, 'b'), smallPdf(['A page']));
  await alert(page).getByText('A question takes 10 files at most.').waitFor();
  expect(await whyNotSent(page)).toBe('Reading…');
  held.resolve();
  await expect.poll(() => whyNotSent(page)).toBeNull();
  const chips = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
  expect((await chips.allInnerTexts()).map((text) => text.charAt(0)).join('')).toBe('a'.repeat(10));
});

it('files that are too long together are not sent, and the button says why', async () => {
  const { fake, page } = await look('/chat/c1', 1);
  // As external servers do, they do not say what they hold.
  fake.show({ models: (fake.state?.models ?? []).map((model) => ({ ...model, contextLength: 0 })) });
  const before = fake.chat.find('c1')?.messages.length;
  await attach(page, ['a.txt', 'b.txt'], Buffer.from('x'.repeat(600_000)));
  await alert(page).getByText('The files have more than 1,000,000 characters together.').waitFor();
  await ask(page, 'Sum?');
  expect(await whyNotSent(page)).toContain('Too long. The files have more than 1,000,000 characters together.');
  await expectAccessible(page, 'files that are too long together');
  expect(fake.chat.find('c1')?.messages).toHaveLength(before ?? 0);
  await page.getByRole('button', { name: 'Take out b.txt' }).click();
  await expect.poll(() => whyNotSent(page)).toBeNull();
  await ask(page, 'Sum?');
  const sent = () =>
    fake.chat
      .find('c1')
      ?.messages.at(-2)
      ?.files.map(({ name }) => name);
  await expect.poll(sent).toEqual(['a.txt']);
});
