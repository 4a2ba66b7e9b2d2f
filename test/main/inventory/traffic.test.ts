import { expect, it } from 'vitest';
import { Traffic } from '../../../main/inventory/traffic.ts';

let now = 0;
const clock = { now: () => now };

it('counts who waits and who is answered, and remembers when somebody was there last', () => {
  const traffic = new Traffic(clock);
  expect(traffic.of('llama')).toEqual({ waiting: 0, answering: 0, lastAt: null });
  now = 1_000;
  const leave = traffic.waits('llama');
  traffic.answers('llama');
  expect(traffic.of('llama')).toEqual({ waiting: 1, answering: 1, lastAt: 1_000 });
  now = 2_000;
  leave();
  leave();
  expect(traffic.of('llama')).toEqual({ waiting: 0, answering: 1, lastAt: 2_000 });
});

it('tells when the first request begins to wait for a model', () => {
  const traffic = new Traffic(clock);
  let told = 0;
  traffic.onChange(() => (told += 1));
  const ends = [traffic.waits('llama'), traffic.waits('llama'), traffic.answers('llama')];
  expect(told).toBe(1);
  for (const end of ends) end();
  traffic.waits('llama');
  traffic.waits('other');
  expect(told).toBe(3);
});

it('forgets models that the office has no more', () => {
  const traffic = new Traffic(clock);
  traffic.answers('llama');
  traffic.keepOnly(new Set(['other']));
  expect(traffic.of('llama').answering).toBe(0);
});
