import { expect, it } from 'vitest';
import { unitVector } from '../../../main/gateway/unit-vector.ts';

it('has length 1 and the same direction', () => {
  expect([...unitVector(Float32Array.of(3, 4), null)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
});

it('of nothing stays nothing', () => {
  expect([...unitVector(Float32Array.of(0, 0), null)]).toEqual([0, 0]);
});

it('with a value that is no number is the machine’s mistake', () => {
  expect(() => unitVector(Float32Array.of(1, Number.NaN), null)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'engine_crashed' }) }),
  );
});
