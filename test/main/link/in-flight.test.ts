import { expect, it } from 'vitest';
import { InFlight, nextWindow } from '../../../main/link/in-flight.ts';

const never = new AbortController().signal;
const kib = 1024;

it('lets more be under way while answers are quick, and less when they take longer than a queue may be', () => {
  expect(nextWindow(512 * kib, 2)).toBe(768 * kib);
  expect(nextWindow(1024 * kib, 40)).toBe(640 * kib);
  expect(nextWindow(1024 * kib, 500)).toBe(512 * kib);
  // What a slow line carries is sent, and what a fast one can hold is bounded.
  expect(nextWindow(256 * kib, 500)).toBe(256 * kib);
  expect(nextWindow(8 * kib * kib, 1)).toBe(8 * kib * kib);
});

it('holds back what is too much until an answer came', async () => {
  const answers: ((ms: number) => void)[] = [];
  const flight = new InFlight((answered) => answers.push(answered));
  flight.sent(512 * kib);
  flight.sent(512 * kib);
  expect(answers).toHaveLength(1);
  let free = false;
  const room = flight.room(never).then(() => (free = true));
  await Promise.resolve();
  expect(free).toBe(false);
  // The first answer is of the first half: the second one is asked after.
  answers[0]?.(1);
  await room;
  expect(answers).toHaveLength(2);
});

it('ends a wait with the abort', async () => {
  const flight = new InFlight(() => undefined);
  flight.sent(1024 * kib);
  const stopped = new AbortController();
  const room = flight.room(stopped.signal);
  stopped.abort();
  await expect(room).rejects.toThrow(/abort/i);
});
