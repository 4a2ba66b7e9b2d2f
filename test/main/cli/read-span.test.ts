import { expect, it } from 'vitest';
import { readSpan } from '../../../main/cli/read-span.ts';

it('reads spans of time as people write them', () => {
  expect(['90s', '30m', '2h', '7d'].map(readSpan)).toEqual([90_000, 1_800_000, 7_200_000, 604_800_000]);
});

it('refuses anything else', () => {
  for (const typed of ['', '2', 'h', '2 weeks', '-2h', '0h', '1.5h']) {
    expect(() => readSpan(typed)).toThrow('is no span of time');
  }
});
