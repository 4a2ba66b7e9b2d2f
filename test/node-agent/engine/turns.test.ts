import { expect, it } from 'vitest';
import { Turns } from '../../../node-agent/engine/turns.ts';

const never = new AbortController().signal;

it('come one after the other, in order, also after one that failed', async () => {
  const turns = new Turns();
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const first = turns.take(async () => {
    await gate.promise;
    done.push('first');
    throw new Error('it failed');
  }, never);
  const second = turns.take(() => Promise.resolve(done.push('second')), never);
  expect(done).toEqual([]);
  gate.resolve();
  await expect(first).rejects.toThrow('it failed');
  await second;
  expect(done).toEqual(['first', 'second']);
});

it('are left by who will not wait, and those behind wait for the one before', async () => {
  const turns = new Turns();
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const first = turns.take(() => gate.promise.then(() => done.push('first')), never);
  const leaving = new AbortController();
  const second = turns.take(() => Promise.resolve(done.push('second')), leaving.signal);
  const third = turns.take(() => Promise.resolve(done.push('third')), never);
  leaving.abort();
  await expect(second).rejects.toThrow();
  expect(done).toEqual([]);
  gate.resolve();
  await Promise.all([first, third]);
  expect(done).toEqual(['first', 'third']);
});
