import os from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { usualThreads } from '../../common/usual-threads.ts';

afterEach(() => vi.restoreAllMocks());

it.each([
  [1, 1],
  [2, 1],
  [8, 7],
])('of %i processor cores the engine takes %i', (cores, threads) => {
  vi.spyOn(os, 'availableParallelism').mockReturnValue(cores);
  expect(usualThreads()).toBe(threads);
});
