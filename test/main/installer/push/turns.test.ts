import { expect, it } from 'vitest';
import { Turns } from '../../../../main/installer/push/turns.ts';
import { until } from '../../../support/until.ts';

const never = new AbortController().signal;

/** A work that ends when it is told to. */
function work(name: string, began: string[]) {
  const done = Promise.withResolvers<string>();
  return { run: () => (began.push(name), done.promise), end: () => done.resolve(name) };
}

it('as many run as there are places, the others in the order in which they came', async () => {
  const began: string[] = [];
  const turns = new Turns(2);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => work(name, began)) as [Work, Work, Work, Work];
  const all = [a, b, c, d].map(({ run }) => turns.run(run, never));
  await Promise.resolve();
  expect(began).toEqual(['a', 'b']);
  expect(turns.isFull).toBe(true);
  b.end();
  await all[1];
  c.end();
  await all[2];
  await until('the last one runs', () => began.length === 4);
  expect(began).toEqual(['a', 'b', 'c', 'd']);
  a.end();
  d.end();
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  expect(turns.isFull).toBe(false);
});

it('who stops waiting leaves the row, and one that fails gives its place on', async () => {
  const began: string[] = [];
  const turns = new Turns(1);
  const stop = new AbortController();
  const fail = Promise.withResolvers<string>();
  const first = turns.run(() => fail.promise, never);
  const second = turns.run(work('second', began).run, stop.signal);
  const third = work('third', began);
  const last = turns.run(third.run, never);
  stop.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  fail.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  third.end();
  expect(await last).toBe('third');
  expect(began).toEqual(['third']);
  await expect(turns.run(third.run, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  expect(turns.isFull).toBe(false);
});

type Work = ReturnType<typeof work>;
