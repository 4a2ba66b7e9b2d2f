/**
 * npm run bench -- chat: the chat page in Debian's Chromium, built as it is served.
 *
 * Its office is scripted: an answer of 1,000 words at about 100 a second, and chats of 20 and of 2,000 messages. Frames are counted by the
 * page itself; beside each figure stands that of the same page at rest, as a busy machine without a GPU drops frames of its own.
 */
import { gzipSync } from 'node:zlib';
import { chromiumProgram, openBrowser } from '../test/support/browser.ts';
import { FakeControl } from '../test/support/fake-control/fake-control.ts';
import { framesWhile, type Frames } from './parts/page-frames.ts';
import { figure, machineWords, printReport, quantile } from './report.ts';

const runs = 5;
const restMs = 3_000;
/** With what a timer adds: about 100 words a second. */
const wordMs = 9;
/** Longer than two frames of 60 a second: one was dropped. */
const dropped = 34;

const fake = new FakeControl({ wordMs });
const [short, long] = [fake.chat.addLong(20), fake.chat.addLong(2_000)];
const address = await fake.listen(0);
const browser = await openBrowser(chromiumProgram);

const rest: Frames[] = [];
const streams: (Frames & { readonly perSecond: number })[] = [];
const scrolls: Frames[] = [];
const opens = { short: [] as number[], long: [] as number[] };
const turns: number[] = [];
/** What a first visit loads, packed as it can travel, in kB: page, code and styles, and with the font. */
const firstLoads = { code: [] as number[], all: [] as number[] };

const packedKb = (file: Buffer): number => gzipSync(file, { level: 9 }).length / 1000;

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const files: Promise<{ readonly font: boolean; readonly kB: number }>[] = [];
  page.on('response', (response) => {
    const url = response.url();
    if (url.includes('/control/')) return;
    files.push(response.body().then((file) => ({ font: /woff2?$/.test(url), kB: packedKb(file) })));
  });
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  const loaded = await Promise.all(files);
  const sumOf = (some: typeof loaded): number => some.reduce((sum, { kB }) => sum + kB, 0);
  firstLoads.code.push(sumOf(loaded.filter(({ font }) => !font)));
  firstLoads.all.push(sumOf(loaded));
  return page;
}

/** Milliseconds from the click on a chat until `words` stand in its last message. */
async function openChat(page: Awaited<ReturnType<typeof newPage>>, id: string, words: string): Promise<number> {
  return page.evaluate(
    async ([chat, last]) => {
      const started = performance.now();
      location.hash = `#/chat/${chat}`;
      const shown = (): boolean =>
        [...document.querySelectorAll('.turn.last')].some((turn) => turn.textContent.includes(last));
      while (!shown()) await new Promise(requestAnimationFrame);
      return performance.now() - started;
    },
    [id, words] as const,
  );
}

try {
  for (let run = 0; run < runs; run += 1) {
    const page = await newPage();
    // What is loaded with the first answer is there before anything is measured.
    await openChat(page, 'c1', 'Put the estimate');
    rest.push(await framesWhile(page, () => page.waitForTimeout(restMs)));
    opens.short.push(await openChat(page, short, 'Answer 19.'));
    opens.long.push(await openChat(page, long, 'Answer 1999.'));
    scrolls.push(
      await framesWhile(page, async () => {
        for (let step = 0; step < 60; step += 1) {
          await page.mouse.move(800, 400);
          await page.mouse.wheel(0, step % 20 === 19 ? -40_000 : -600);
        }
      }),
    );
    turns.push(await page.locator('.turn').count());
    await page.getByRole('textbox', { name: 'Message' }).fill('a long answer');
    const started = performance.now();
    const stream = await framesWhile(page, async () => {
      await page.getByRole('textbox', { name: 'Message' }).press('Enter');
      await page.getByRole('button', { name: 'Stop, Escape' }).waitFor();
      await page.getByRole('button', { name: 'Stop, Escape' }).waitFor({ state: 'hidden', timeout: 120_000 });
    });
    const words = fake.chat.find(long)?.messages.at(-1)?.completionTokens ?? 0;
    streams.push({ ...stream, perSecond: (words * 1000) / (performance.now() - started) });
    fake.chat.remove(long);
    fake.chat.addLong(2_000);
    await page.context().close();
  }
} finally {
  await browser.close();
  await fake.close();
}

const p =
  (q: number) =>
  (one: Frames): number =>
    quantile(one.frames, q);
const share = ({ frames }: Frames): number => (100 * frames.filter((ms) => ms > dropped).length) / frames.length;
const busy = (one: Frames): number => (100 * one.busyMs) / one.ms;

printReport({
  name: 'chat',
  machine: machineWords(),
  seed: null,
  figures: [
    figure({ name: 'first visit: page and code, packed', unit: 'kB', values: firstLoads.code, atMost: 250 }),
    figure({ name: 'first visit: with the font', unit: 'kB', values: firstLoads.all }),
    figure({ name: 'at rest: a frame (p95)', unit: 'ms', values: rest.map(p(0.95)) }),
    figure({ name: 'at rest: frames dropped', unit: '%', values: rest.map(share) }),
    figure({ name: 'an answer is written: words', unit: '/s', values: streams.map(({ perSecond }) => perSecond) }),
    figure({ name: 'an answer is written: a frame (p50)', unit: 'ms', values: streams.map(p(0.5)) }),
    figure({ name: 'an answer is written: a frame (p95)', unit: 'ms', values: streams.map(p(0.95)), atMost: 17.5 }),
    figure({ name: 'an answer is written: frames dropped', unit: '%', values: streams.map(share) }),
    figure({ name: 'an answer is written: the page works', unit: '%', values: streams.map(busy) }),
    figure({
      name: 'an answer is written: work of over 50 ms',
      unit: 'times',
      values: streams.map(({ longTasks }) => longTasks),
    }),
    figure({ name: 'a chat of 20 messages opens', unit: 'ms', values: opens.short }),
    figure({ name: 'a chat of 2,000 messages opens', unit: 'ms', values: opens.long, atMost: 1_000 }),
    figure({
      name: '2,000 ÷ 20 messages',
      unit: '×',
      values: opens.long.map((ms, run) => ms / (opens.short[run] ?? 1)),
    }),
    figure({ name: '2,000 messages: in the page', unit: '', values: turns, atMost: 60 }),
    figure({ name: '2,000 messages scrolled: a frame (p95)', unit: 'ms', values: scrolls.map(p(0.95)) }),
    figure({ name: '2,000 messages scrolled: frames dropped', unit: '%', values: scrolls.map(share) }),
  ],
});
