/** Many streams at once, each over a connection of its own. */
import { Agent, request, type ClientRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Target } from './client.ts';

interface Streams {
  /** Of all, those that had an event while it was looked. */
  readonly alive: number;
  /** Of all of them together. */
  readonly eventsPerSecond: number;
}

/** They come so many at a time, each wave when the one before has begun: else they would fill the queue. */
const wave = 50;
const beganWithinMs = 60_000;
const question = { model: 'demo', stream: true, messages: [{ role: 'user', content: 'Hello' }] };

/** @param ms how long it looks, once all have begun. @param whileOpen is called at its end */
export async function openStreams(target: Target, count: number, ms: number, whileOpen: () => void): Promise<Streams> {
  const agent = new Agent({ keepAlive: false, maxSockets: count });
  const events = Array.from({ length: count }, () => 0);
  const calls: ClientRequest[] = [];
  const latest = Date.now() + beganWithinMs;
  try {
    while (calls.length < count) {
      const wanted = Math.min(count, calls.length + wave);
      for (let at = calls.length; at < wanted; at += 1)
        calls.push(open(target, agent, at, () => (events[at] = (events[at] ?? 0) + 1)));
      while (events.slice(0, wanted).includes(0)) {
        if (Date.now() > latest) throw new Error(`${events.filter((some) => some > 0).length} of ${count} have begun`);
        await wait(10);
      }
    }
    const before = [...events];
    await wait(ms);
    whileOpen();
    const since = events.map((some, at) => some - (before[at] ?? 0));
    return {
      alive: since.filter((some) => some > 0).length,
      eventsPerSecond: (since.reduce((sum, some) => sum + some, 0) / ms) * 1000,
    };
  } finally {
    for (const call of calls) call.destroy();
    agent.destroy();
  }
}

function open({ port, keys }: Target, agent: Agent, at: number, onEvent: () => void): ClientRequest {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${keys[at % keys.length]}` };
  const call = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/v1/chat/completions', headers });
  call.once('response', (response) => {
    response.on('data', (chunk: Buffer) => chunk.includes('"content":"') && onEvent());
    response.on('error', () => undefined);
  });
  call.on('error', () => undefined);
  call.end(JSON.stringify(question));
  return call;
}
