/** What frames take while four answers are written at once: in one page that shows one of them, and in four pages that show one each. */
import type { Browser, Page } from 'playwright-core';
import type { FakeControl } from '../../test/support/fake-control/fake-control.ts';
import { figure, quantile, type Figure } from '../report.ts';
import { framesWhile, type Frames } from './page-frames.ts';

const runs = 3;
const chats = ['c1', 'c2', 'c3', 'c4'];
/** Shorter than an answer of 1,000 words at 100 a second. */
const watchedMs = 5_000;
/** Longer than two frames of 60 a second: one was dropped. */
const dropped = 34;

export async function measureStreams(browser: Browser, fake: FakeControl, address: string): Promise<Figure[]> {
  const kinds = [
    'one page at rest',
    'one page, four answers',
    'four pages at rest',
    'four pages, four answers',
  ] as const;
  const all = new Map<(typeof kinds)[number], Frames[]>(kinds.map((kind) => [kind, []]));
  const watch = async (kind: (typeof kinds)[number], pages: readonly Page[]): Promise<void> => {
    const seen = await Promise.all(pages.map((page) => framesWhile(page, () => page.waitForTimeout(watchedMs))));
    // Of four pages as of one: all of their frames.
    const frames = seen.flatMap((one) => one.frames).toSorted((a, b) => a - b);
    const sum = (what: 'busyMs' | 'ms' | 'longTasks'): number => seen.reduce((total, one) => total + one[what], 0);
    all.get(kind)?.push({ frames, ms: sum('ms'), busyMs: sum('busyMs'), longTasks: sum('longTasks') });
  };
  for (let run = 0; run < runs; run += 1) {
    const first = await open(browser, address, 'c1');
    // What is loaded with the first answer is there before anything is measured.
    await writeAll(fake, ['c1'], () => first.locator('.katex, math').first().waitFor());
    await watch('one page at rest', [first]);
    await writeAll(fake, chats, () => watch('one page, four answers', [first]));
    const pages = [first];
    for (const chat of chats.slice(1)) pages.push(await open(browser, address, chat));
    await watch('four pages at rest', pages);
    await writeAll(fake, chats, () => watch('four pages, four answers', pages));
    for (const page of pages) await page.context().close();
  }
  return kinds.flatMap((kind) => figuresOf(kind, all.get(kind) ?? []));
}

/** Each in a window of its own: a tab behind another is drawn once a second. */
async function open(browser: Browser, address: string, chat: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${address}/#/chat/${chat}`);
  await page.getByText('Put the estimate').first().waitFor();
  return page;
}

/** Long answers are written in these chats while `work` goes on; then they are taken out again. */
async function writeAll(fake: FakeControl, ids: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const own = ids.flatMap((id) => fake.chat.find(id) ?? []);
  const before = own.map(({ messages, headId }) => ({ messages: [...messages], headId }));
  const answers = own.map((one) =>
    fake.chat.ask(one, { model: 'qwen2.5-7b', parentId: one.headId, content: 'a long answer' }),
  );
  await work();
  for (const { answer } of answers) fake.chat.stop(answer.id);
  for (const [at, one] of own.entries()) Object.assign(one, before[at]);
}

function figuresOf(kind: string, seen: readonly Frames[]): Figure[] {
  const p = (q: number): number[] => seen.map(({ frames }) => quantile(frames, q));
  const share = ({ frames }: Frames): number => (100 * frames.filter((ms) => ms > dropped).length) / frames.length;
  return [
    figure({ name: `${kind}: a frame (p50)`, unit: 'ms', values: p(0.5) }),
    figure({ name: `${kind}: a frame (p95)`, unit: 'ms', values: p(0.95) }),
    figure({ name: `${kind}: a frame (p99)`, unit: 'ms', values: p(0.99) }),
    figure({ name: `${kind}: frames dropped`, unit: '%', values: seen.map(share) }),
    figure({
      name: `${kind}: a page’s thread works`,
      unit: '%',
      values: seen.map(({ busyMs, ms }) => (100 * busyMs) / ms),
    }),
  ];
}
