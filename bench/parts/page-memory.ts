/**
 * What the window's page holds while answers are written without end: new chats, other tries, chats changed while an answer is
 * being written. After each minute's worth of tokens the page stands still at the same chat, its garbage is collected, and it is looked at.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Message } from '../../contract/control-api.ts';
import type { FakeControl } from '../../test/support/fake-control/fake-control.ts';
import { programMs, until } from '../../test/support/until.ts';
import { figure, type Figure } from '../report.ts';
import { driveChat } from './drive-chat.ts';
import { residentMb } from './processes.ts';
import { QuietWindow } from './quiet-window.ts';

export const tokensPerSecond = 100;
const tokensOfMinute = 60 * tokensPerSecond;
/** The office forgets older ones: the page's memory is looked at, not that of its list. */
const chatsKept = 12;
const answersOfChat = 4;
/** What is still warming up: code that is loaded with its first use, caches that are kept for five minutes. */
const warmShare = 0.25;
const slowMs = 120_000;
/** Long enough to tell the page's process from others. */
const busyMs = 1_000;

const Counters = z.object({ nodes: z.number(), jsEventListeners: z.number() });
const HeapUsage = z.object({ usedSize: z.number() });
const Processes = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.number(), cpuTime: z.number() })),
});

interface Look {
  /** Of streaming, as if at 100 tokens a second. */
  readonly minute: number;
  readonly realMs: number;
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly residentMb: number;
}

interface Parts {
  readonly fake: FakeControl;
  readonly address: string;
  readonly minutes: number;
  /** A connection that asks for the page's network stays, as with a window whose tools are open. */
  readonly inspected: boolean;
}

/** How fast the tokens really came is one of the figures. */
export async function measureMemory({ fake, address, minutes, inspected }: Parts): Promise<Figure[]> {
  await using window = await QuietWindow.open(`${address}/#/chat/c1`);
  await until('a field for the question', () => window.evaluate(`!!document.querySelector('textarea')`), programMs);
  const pid = await rendererOf(window);
  using _inspector = inspected ? await window.inspect() : undefined;
  const started = performance.now();
  const looks: Look[] = [];
  let tokens = 0;
  for (let chat = 0; tokens < minutes * tokensOfMinute; chat += 1) {
    tokens += await oneChat(window, fake, chat);
    if (tokens < looks.length * tokensOfMinute) continue;
    const look = await lookAt(window, { minute: tokens / tokensOfMinute, realMs: performance.now() - started, pid });
    looks.push(look);
    process.stderr.write(`${JSON.stringify(look)}\n`);
  }
  const realSeconds = (performance.now() - started) / 1000;
  return figuresOf(looks, tokens / realSeconds);
}

/** @returns the tokens that were written */
async function oneChat(window: QuietWindow, fake: FakeControl, chat: number): Promise<number> {
  const known = new Set(fake.chat.conversations.map(({ id }) => id));
  await window.evaluate(`globalThis.driven = (${String(driveChat)})(${chat}), 0`);
  const own = await until(
    'a chat of four answers',
    () => fake.chat.conversations.find(({ id, messages }) => !known.has(id) && isWhole(messages)),
    answersOfChat * slowMs,
  );
  await window.evaluate('driven');
  const words = own.messages.reduce((sum, { completionTokens }) => sum + (completionTokens ?? 0), 0);
  for (const old of fake.chat.conversations.slice(chatsKept).filter(({ id }) => !/^c\d$/.test(id)))
    fake.chat.remove(old.id);
  return words;
}

const isWhole = (messages: readonly Message[]): boolean =>
  messages.filter(({ role, state }) => role === 'assistant' && state === 'done').length === answersOfChat;

async function lookAt(
  window: QuietWindow,
  { minute, realMs, pid }: Pick<Look, 'minute' | 'realMs'> & { readonly pid: number },
): Promise<Look> {
  for (let time = 0; time < 3; time += 1) {
    await window.call('HeapProfiler.collectGarbage', {}, z.object({}));
    await wait(100);
  }
  const { nodes, jsEventListeners } = await window.call('Memory.getDOMCounters', {}, Counters);
  const { usedSize } = await window.call('Runtime.getHeapUsage', {}, HeapUsage);
  return {
    minute,
    realMs,
    heapMb: usedSize / 1024 ** 2,
    nodes,
    listeners: jsEventListeners,
    residentMb: residentMb(pid),
  };
}

/** The page's process: of all, the one that works while the page does. */
async function rendererOf(window: QuietWindow): Promise<number> {
  const spent = async (): Promise<Map<number, number>> => {
    const { processInfo } = await window.browserCall('SystemInfo.getProcessInfo', {}, Processes);
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await spent();
  await window.evaluate(`for (const end = performance.now() + ${busyMs}; performance.now() < end;);`);
  const worked = [...(await spent())].map(([id, time]) => ({ id, time: time - (before.get(id) ?? 0) }));
  const [busiest] = worked.toSorted((a, b) => b.time - a.time);
  if (!busiest) throw new Error('no page runs');
  return busiest.id;
}

function figuresOf(looks: readonly Look[], perSecond: number): Figure[] {
  const warm = looks.filter((_, at) => at >= looks.length * warmShare);
  const last = looks.slice(-5);
  const middleOf = (some: readonly Look[], what: keyof Look): Figure['value'] =>
    figure({ name: '', unit: '', values: some.map((look) => look[what]) }).value;
  const of = (name: string, what: keyof Look, unit: string): Figure[] => [
    figure({ name: `${name}, first look`, unit, values: looks.slice(0, 1).map((look) => look[what]) }),
    figure({ name: `${name}, when warm`, unit, values: warm.slice(0, 5).map((look) => look[what]) }),
    figure({ name: `${name}, at the end`, unit, values: last.map((look) => look[what]) }),
    figure({ name: `${name}, growth in an hour once warm`, unit, values: [slopeOf(warm, what) * 60] }),
    figure({
      name: `${name}, the same of what it was when warm`,
      unit: '%',
      values: [(slopeOf(warm, what) * 60 * 100) / middleOf(warm.slice(0, 5), what)],
    }),
  ];
  return [
    figure({ name: 'minutes of 100 tokens/s', unit: '', values: [looks.at(-1)?.minute ?? 0] }),
    figure({ name: 'they came really', unit: 'tokens/s', values: [perSecond] }),
    ...of('heap', 'heapMb', 'MB'),
    ...of('DOM nodes', 'nodes', ''),
    ...of('listeners', 'listeners', ''),
    ...of('process, resident', 'residentMb', 'MB'),
  ];
}

/** Least squares: by how much it grows in a minute. */
function slopeOf(looks: readonly Look[], what: keyof Look): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [x, y] = [mean(looks.map(({ minute }) => minute)), mean(looks.map((look) => look[what]))];
  const over = looks.reduce((sum, look) => sum + (look.minute - x) * (look[what] - y), 0);
  return over / looks.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}
