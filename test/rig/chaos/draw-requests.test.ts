import { expect, it } from 'vitest';
import { type DrawnRequest, drawRequests } from './draw-requests.ts';
import { templates } from './templates.ts';

function first(count: number, seed = 7): DrawnRequest[] {
  const drawn = drawRequests(seed, 3);
  return Array.from({ length: count }, () => drawn.next().value);
}

it('draws the same requests from the same seed, and others from another', () => {
  expect(first(100)).toEqual(first(100));
  expect(first(100, 8)).not.toEqual(first(100));
});

it('mixes them all: every template, streamed and whole, of every caller, some cancelled', () => {
  const all = first(500);
  expect(new Set(all.map(({ template }) => template.name))).toEqual(new Set(templates.map(({ name }) => name)));
  expect(new Set(all.map(({ stream }) => stream))).toEqual(new Set([true, false]));
  expect(new Set(all.map(({ caller }) => caller))).toEqual(new Set([0, 1, 2]));
  const cancelled = all.filter(({ cancelAfterMs }) => cancelAfterMs !== null).length;
  expect(cancelled).toBeGreaterThan(20);
  expect(cancelled).toBeLessThan(80);
});
