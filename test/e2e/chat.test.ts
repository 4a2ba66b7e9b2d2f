/** Conversations in Debian's Chromium against a running office: found again, kept, taken along. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Conversation } from '../../contract/control-api.ts';
import { ConversationBook } from '../../main/ledger/conversations.ts';
import { openLedger } from '../../main/ledger/ledger.ts';
import { officePersonId } from '../../main/ledger/people.ts';
import { aMessage } from '../support/a-message.ts';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { smallPdf } from '../support/small-pdf.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import { startSharedOffice, type SharedOffice } from '../support/office-process.ts';

let office: SharedOffice;
let browser: Browser;

beforeAll(async () => {
  [office, browser] = await Promise.all([startSharedOffice(withChats), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await office?.end();
});

/** What a model may write that means harm, or a person may paste. */
const hostile = [
  '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1"><svg onload="window.harmed = 1"></svg>',
  '<iframe src="https://evil.example/"></iframe><style>body { display: none }</style><form action="https://evil.example/">',
  '![pixel](https://evil.example/p.png) ![data](data:image/svg+xml,%3Csvg onload=alert(1)%3E) ![mine](/control/state)',
  '[click](javascript:window.harmed=1) [data](data:text/html,x) [mine](/control/shutdown) <javascript:alert(1)> [out](https://example.org/)',
  '| <b onclick="window.harmed = 1">a</b> | ![t](https://evil.example/t.png) |\n| --- | --- |\n| <script>window.harmed = 1</script> | [x](javascript:alert(1)) |',
  '```html\n<script>window.harmed = 1</script>\n```',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  'Formula $$\\href{javascript:window.harmed=1}{x} \\includegraphics{https://evil.example/f.png}$$ and $$\\rule{9999em}{9999em}$$',
  '<link rel="prefetch" href="https://evil.example/l"><meta http-equiv="refresh" content="0;url=/control/state"><base href="https://evil.example/">',
  '<video src="https://evil.example/v.mp4" autoplay></video><audio src="/control/state"></audio><object data="/control/state"></object><embed src="/x">',
  '![{{model}} $t(New chat)](https://evil.example/i.png "t") ![r][picture]\n\n[picture]: https://evil.example/r.png',
  '\u202Egnp.exe\u202C \u2066isolated\u2069 \u001b[31mred\u001b[0m',
  '\u001b]8;;javascript:window.harmed=1\u0007linked\u001b]8;;\u0007 \u001b]0;retitled\u0007 \u200Fright\u061C to left',
  'A note[^1] and [a reference][r].\n\n[^1]: <img src=https://evil.example/n.png>\n\n[r]: javascript:alert(1)',
].join('\n\n');

/** A long chat and one with what means harm, as if they had been written here. */
function withChats(dataDir: string): void {
  const db = openLedger(dataDir);
  const book = new ConversationBook(db);
  const fill = (id: string, title: string, contents: readonly string[]): void => {
    book.create({ id, title, createdAt: 1, updatedAt: 1, pinned: false }, officePersonId);
    for (const [index, content] of contents.entries()) {
      const role = index % 2 === 0 ? 'user' : 'assistant';
      const model = role === 'assistant' ? 'demo' : null;
      const parentId = index === 0 ? null : `${id} ${index - 1}`;
      book.addMessage(id, aMessage({ id: `${id} ${index}`, parentId, role, content, model, createdAt: index }));
    }
    book.setHead(id, `${id} ${contents.length - 1}`);
  };
  fill('harm', '\u202Emrah \u001b[31m<b>', ['Do harm', hostile]);
  const said = (index: number): string =>
    index % 2 === 0
      ? `Question ${index}`
      : `Answer ${index}\n\n| a | b |\n| - | - |\n| ${index} | 2 |\n\n\`\`\`js\nlet a = ${index};\n\`\`\``;
  fill(
    'long',
    'A long chat',
    Array.from({ length: 2_000 }, (_, index) => said(index)),
  );
  db.close();
}

const open = async (page: Page, id: string): Promise<void> => {
  await composer(page).waitFor();
  await page.evaluate((chat) => (location.hash = `#/chat/${chat}`), id);
};

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

  it('keeps what is typed on while a question is on its way', async () => {
    const { page } = await chatOf('what is 7 plus 6?', '7 plus 6 is 13.');
    const held = Promise.withResolvers<void>();
    await page.route('**/answers', async (route) => {
      await held.promise;
      await route.continue();
    });
    await composer(page).fill('And of Spain?');
    await composer(page).press('Enter');
    await composer(page).press('End');
    await page.keyboard.type(' And of France?');
    held.resolve();
    await page.getByText('And of Spain?', { exact: true }).first().waitFor();
    await expect.poll(() => composer(page).inputValue()).toBe('And of France?');
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

describe('files', () => {
  const chips = (page: Page) => page.getByRole('list', { name: 'Attached files' });
  const attach = (page: Page, name: string, content: string | Buffer) =>
    page
      .getByLabel('Files to attach')
      .setInputFiles({ name, mimeType: '', buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) });
  const kept = (page: Page) =>
    page.evaluate(async () => {
      const answer = await fetch(`/control/conversations/${location.hash.split('/').at(-1)}`);
      return (await answer.json()) as unknown;
    });

  it('are attached, counted by the model itself, sent with the question and kept with it', async () => {
    const { page, complaints } = await visit(browser, office.running().link);
    await office.ready();
    await attach(page, 'offers.csv', 'offer;net\r\nBrandt;41860\r\n');
    const chip = chips(page).getByRole('listitem');
    await chip.getByText('offers.csv').waitFor();
    await chip.getByText(/^\d+ tokens$/).waitFor();
    await expectAccessible(page, 'a question with a file');
    await composer(page).fill('what is 1 plus 6?');
    await composer(page).press('Enter');
    await page.getByText(/\d+ tokens\/s/).waitFor();
    expect(await page.getByRole('form', { name: 'Message' }).getByRole('listitem').count()).toBe(0);
    await page.reload();
    await chip.getByText('offers.csv').waitFor();
    const { messages } = Conversation.parse(await kept(page));
    expect(messages[0]?.files).toEqual([{ name: 'offers.csv', text: 'offer;net\nBrandt;41860' }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are read from PDFs page by page, and dropped on the page', async () => {
    const { page, complaints } = await visit(browser, office.running().link);
    await attach(page, 'offer.pdf', smallPdf(['First line\nSecond line', 'Page two']));
    await chips(page).getByText('offer.pdf').waitFor();
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dropped'], 'notes.md'));
      return transfer;
    });
    await page.dispatchEvent('.talk', 'dragover', { dataTransfer: dropped });
    await page.getByText('Drop files here to ask about them').waitFor();
    await page.dispatchEvent('.talk', 'drop', { dataTransfer: dropped });
    await chips(page).getByText('notes.md').waitFor();
    await composer(page).fill('what is 2 plus 7?');
    await composer(page).press('Enter');
    await page.getByText(/\d+ tokens\/s/).waitFor();
    const { messages } = Conversation.parse(await kept(page));
    expect(messages[0]?.files).toEqual([
      { name: 'offer.pdf', text: 'First line\nSecond line\n\nPage two' },
      { name: 'notes.md', text: 'dropped' },
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('that cannot be read, or do not fit, are refused with one thing to do', async () => {
    const { page } = await visit(browser, office.running().link);
    const row = page.getByRole('alert');
    await attach(page, 'scan.pdf', smallPdf(['']));
    await row.getByText('scan.pdf has pictures of text only; it may be a scan.').waitFor();
    await attach(page, 'broken.pdf', '%PDF-1.4 nothing');
    await row.getByText('broken.pdf is damaged, or no PDF.').waitFor();
    await attach(page, 'letter.docx', Buffer.from([0x50, 0x4b, 3, 4, 0]));
    await row.getByText('letter.docx is no text.').waitFor();
    await attach(page, 'book.txt', 'word '.repeat(20_000));
    await row.getByText('Too long.').waitFor();
    await composer(page).fill('what is 2 plus 2?');
    await composer(page).press('Enter');
    expect(await page.getByRole('article').count()).toBe(0);
    await expectAccessible(page, 'a question that is too long');
    await page.getByRole('button', { name: 'Take out book.txt' }).last().click();
    await composer(page).press('Enter');
    await said(page, '2 plus 2 is 4.').waitFor();
    await page.context().close();
  });
});

it('an answer that means harm runs nothing, fetches nothing and leads nowhere', async () => {
  const { page, complaints } = await visit(browser, office.running().link);
  await composer(page).waitFor();
  const asked = new Set<string>();
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    // Code and styles that come later.
    if (!pathname.startsWith('/assets/')) asked.add(`${request.resourceType()} ${pathname}`);
  });
  await open(page, 'harm');
  await page.getByText('Formula').waitFor();
  await page.locator('.katex').first().waitFor();
  const found = await page.evaluate(() => ({
    harmed: 'harmed' in globalThis,
    elements: [
      ...document.querySelectorAll(
        '.md :is(script, img, iframe, object, embed, video, audio, form, style, a svg, link, meta, base)',
      ),
    ].length,
    links: [...document.querySelectorAll<HTMLAnchorElement>('.md a')].map(
      ({ href, rel }) => `${new URL(href).origin} ${rel}`,
    ),
    title: document.title,
    wide: document.documentElement.scrollWidth - innerWidth,
  }));
  // Only where a click leads, and nothing is said of whence it came.
  const links = ['https://example.org', 'https://evil.example'].map((origin) => `${origin} noreferrer noopener`);
  expect(found).toEqual({ harmed: false, elements: 0, links, title: expect.stringMatching(/^Chat · /), wide: 0 });
  // What the page itself asks for: no picture, no film, no page, not even of the office’s own.
  const own = /^(fetch|eventsource) \/control\/|^other \/app\.svg$/;
  expect([...asked].filter((one) => !own.test(one))).toEqual([]);
  expect(page.context().pages()).toHaveLength(1);
  await page.getByText('Picture: {{model}} $t(New chat)').waitFor();
  expect(complaints).toEqual([]);
  await expectAccessible(page, 'an answer that means harm');
  await page.context().close();
});

it('a chat of 2,000 messages opens at its end, holds few of them in the page, and reaches its beginning', async () => {
  const { page, complaints } = await visit(browser, office.running().link);
  await open(page, 'long');
  await said(page, 'Answer 1999').waitFor();
  expect(await page.locator('.turn').count()).toBeLessThan(60);
  await page.locator('.msgs').evaluate((box) => box.scrollTo(0, 0));
  await page.getByText('Question 0', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Jump to the end' }).click();
  await said(page, 'Answer 1999').waitFor();
  await composer(page).fill('what is 5 plus 4?');
  await composer(page).press('Enter');
  await page
    .locator('.turn.last')
    .getByText(/\d+ tokens\/s/)
    .waitFor();
  await page
    .locator('.turn.last')
    .getByText(/messages were left out/)
    .waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('a question is answered again by another model, and both answers stay', async () => {
  const fake = new FakeControl({ wordMs: 1 });
  onTestFinished(() => fake.close());
  const { page, complaints } = await visit(browser, `${await fake.listen(0)}/#/chat/c1`);
  await page.getByRole('article', { name: 'Answer of qwen2.5-7b' }).hover();
  await page.getByRole('button', { name: 'Try again with another model' }).click();
  await page.getByRole('menuitem', { name: /gemma-3-4b-it/ }).waitFor();
  await expectAccessible(page, 'the choice of another model');
  await page.getByRole('menuitem', { name: /gemma-3-4b-it/ }).click();
  const other = page.getByRole('article', { name: 'Answer of gemma-3-4b-it' });
  await other.getByText('2 of 2').waitFor();
  await other.getByRole('button', { name: 'Earlier version' }).click();
  await page.getByRole('article', { name: 'Answer of qwen2.5-7b' }).getByText('1 of 2').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('the head of a table is styled by the page, as Chromium keeps what its own rule asks', async () => {
  const fake = new FakeControl();
  onTestFinished(() => fake.close());
  const { page } = await visit(browser, `${await fake.listen(0)}/#/chat/c1`);
  const head = page.locator('thead').first();
  expect(await head.evaluate((element) => getComputedStyle(element).breakInside)).toBe('avoid');
  await page.context().close();
});

it.each([
  { width: 900, height: 600 },
  { width: 3840, height: 2160 },
])('the chat fits a window of $width × $height', async (viewport) => {
  const fake = new FakeControl();
  onTestFinished(() => fake.close());
  const { page } = await visit(browser, `${await fake.listen(0)}/#/chat/c1`, { viewport });
  await page.getByText('Put the estimate').first().waitFor();
  const over = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ]);
  expect(over.every((pixels) => pixels <= 0)).toBe(true);
  const box = await page.getByRole('form', { name: 'Message' }).boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
  await expectAccessible(page, `the chat at ${viewport.width} × ${viewport.height}`);
  await page.context().close();
});

it.each([
  { width: 900, height: 600 },
  { width: 390, height: 844 },
])('in Portuguese the chat and an invite are read whole at $width × $height', async (viewport) => {
  const fake = new FakeControl({ wordMs: 1 });
  onTestFinished(() => fake.close());
  const address = await fake.listen(0);
  const { page, complaints } = await visit(browser, `${address}/i#M4TK-92QX-7HJD-3KWP`, { viewport, locale: 'pt-PT' });
  await page.getByRole('button', { name: 'Começar a conversar' }).waitFor();
  await expectAccessible(page, 'the invite in Portuguese');
  await page.goto(`${address}/#/chat/c1`);
  const question = page.getByRole('textbox', { name: 'Mensagem' });
  await page.getByText('Continuou em DESIGN-01 após 0,8 s').waitFor();
  const letter = { name: 'a letter.txt', mimeType: 'text/plain', buffer: Buffer.from('word '.repeat(60_000)) };
  await page.getByLabel('Ficheiros a anexar').setInputFiles(letter);
  await page.getByText('Demasiado longa.').waitFor();
  const send = await page.getByRole('button', { name: 'Enviar, Enter' }).boundingBox();
  const box = await page.getByRole('form', { name: 'Mensagem' }).boundingBox();
  expect((send?.x ?? 0) + (send?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
  await page.getByRole('button', { name: 'Retirar a letter.txt' }).first().click();
  await question.fill('olá');
  await question.press('Enter');
  await page
    .getByText(/ tokens\/s/)
    .last()
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await expectAccessible(page, 'the chat in Portuguese');
  await page.context().close();
});
