import { describe, expect, it } from 'vitest';
import type { EmbedInput } from '../../../contract/embed.ts';
import { inputPieces } from '../../../main/gateway/input-pieces.ts';

const text = (length: number): EmbedInput => ({ kind: 'text', text: 'x'.repeat(length) });

describe('the pieces of many inputs', () => {
  it('hold each of them once, in order, and no more than 32', () => {
    const pieces = inputPieces(Array.from({ length: 70 }, () => text(10)));
    expect(pieces.flat()).toEqual(Array.from({ length: 70 }, (_, at) => at));
    expect(pieces.map(({ length }) => length)).toEqual([32, 32, 6]);
  });

  it('hold fewer where the texts are long, and a very long one alone', () => {
    const [small, large, huge] = [text(10), text(200_000), text(400_000)];
    expect(inputPieces([small, large, large, huge, small])).toEqual([[0, 1], [2], [3], [4]]);
  });
});
