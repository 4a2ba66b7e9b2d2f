/** A real office of one PC with one replica, whose runner is killed in the middle of an answer: nobody else can go on meanwhile. */
import { z } from 'zod';
import { makeKey, startSharedOffice, type SharedOffice } from '../../test/support/office-process.ts';

/** Milliseconds. */
interface Alone {
  /** The longest between two pieces that the client reads, from the kill on. */
  readonly gaps: readonly number[];
  /** Each load as the office's activity tells it: from its beginning until the replica was ready. */
  readonly loads: readonly number[];
}

const Events = z.object({ events: z.array(z.object({ what: z.string(), durationMs: z.number().nullable() })) });
const question = { model: 'demo', stream: true, messages: [{ role: 'user', content: 'tell me a story' }] };
/** Between two pieces that nothing disturbs passes less. */
const inTimeMs = 100;
/** Pieces of the answer that the client has before the kill. */
const piecesBefore = 5;

/** Each time a new office: one whose engine crashes again and again is given pauses. */
export async function killAlone(rounds: number): Promise<Alone> {
  const gaps: number[] = [];
  const loads: number[] = [];
  for (let tries = 0; gaps.length < rounds && tries < 3 * rounds; tries += 1) {
    const office = await startSharedOffice();
    try {
      await office.ready();
      const gap = await gapOf(office, await makeKey(office.dataDir));
      // Else the kill came too late: all of the answer was on its way.
      if (gap > inTimeMs) gaps.push(gap);
      loads.push(...(await loadsOf(office)));
    } finally {
      await office.end();
    }
  }
  return { gaps, loads };
}

async function gapOf(office: SharedOffice, key: string): Promise<number> {
  const before = await office.pids();
  const response = await fetch(`http://127.0.0.1:${office.running().port}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  let pieces = 0;
  let lastAt = 0;
  let gap = 0;
  for await (const chunk of response.body ?? []) {
    const now = performance.now();
    const text = Buffer.from(chunk).toString();
    if (!text.includes('"content":"')) continue;
    // What was on its way when the runner was killed still comes at once.
    if (pieces >= piecesBefore) gap = Math.max(gap, now - lastAt);
    lastAt = now;
    pieces += 1;
    if (pieces === piecesBefore) for (const pid of before.runners) process.kill(pid, 'SIGKILL');
  }
  return gap;
}

async function loadsOf(office: SharedOffice): Promise<number[]> {
  const { port, token } = office.running();
  const answer = await fetch(`http://127.0.0.1:${port}/control/activity?kind=model`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { events } = Events.parse(await answer.json());
  return events.flatMap(({ what, durationMs }) => (what === 'ready' && durationMs !== null ? [durationMs] : []));
}
