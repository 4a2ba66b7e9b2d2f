import { expect, it } from 'vitest';
import { markFor } from '../../../main/library/marks.ts';

it('never gives a code or a colour twice, and goes grey after the eighth model', () => {
  const marks = new Map<string, { code: string; colour: number }>();
  for (let n = 0; n < 30; n += 1) marks.set(`llama-${n}-3b`, markFor(`llama-${n}-3b`, 3.2e9, marks));
  expect(new Set([...marks.values()].map(({ code }) => code)).size).toBe(30);
  const coloured = [1, 2, 3, 4, 5, 6, 7, 8];
  const grey = Array.from({ length: 22 }, () => 0);
  expect([...marks.values()].map(({ colour }) => colour)).toEqual([...coloured, ...grey]);
});
