import { expect, it } from 'vitest';
import { prefillPieces } from '../../../node-agent/engine/prefill-pieces.ts';

it('feeds a prompt in pieces of the engine’s batch', () => {
  expect(prefillPieces({ cached: 0, prompt: 100, total: 100, batch: 512 })).toEqual([100]);
  expect(prefillPieces({ cached: 0, prompt: 1_100, total: 1_100, batch: 512 })).toEqual([512, 1_024, 1_100]);
});

it('feeds written tokens by 32, apart from the prompt', () => {
  expect(prefillPieces({ cached: 0, prompt: 100, total: 170, batch: 512 })).toEqual([100, 132, 164, 170]);
});

it('begins after what the cache holds', () => {
  expect(prefillPieces({ cached: 99, prompt: 100, total: 100, batch: 512 })).toEqual([100]);
  expect(prefillPieces({ cached: 120, prompt: 100, total: 170, batch: 512 })).toEqual([152, 170]);
});

it('always leaves a last piece to sample after', () => {
  for (let cached = 0; cached < 200; cached++) {
    const pieces = prefillPieces({ cached, prompt: 90, total: 200, batch: 64 });
    expect(pieces.at(-1)).toBe(200);
    expect(pieces).toEqual([...new Set(pieces)].toSorted((a, b) => a - b));
  }
});
