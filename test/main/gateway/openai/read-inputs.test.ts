import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../../main/gateway/openai/read-inputs.ts';

describe('the input of embeddings', () => {
  it.each([
    ['a text', 'hello', [{ kind: 'text', text: 'hello' }], 'input'],
    ['its tokens', [1, 2], [{ kind: 'tokens', tokens: [1, 2] }], 'input'],
    [
      'texts',
      ['a', 'b'],
      [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: 'b' },
      ],
      'input.1',
    ],
    [
      'tokens of texts',
      [[1], [2, 3]],
      [
        { kind: 'tokens', tokens: [1] },
        { kind: 'tokens', tokens: [2, 3] },
      ],
      'input.1',
    ],
  ])('may be %s', (_what, input, inputs, name) => {
    const read = readInputs(input);
    expect(read.inputs).toEqual(inputs);
    expect(read.nameOf(1)).toBe(name);
  });

  it.each([
    ['nothing', undefined, 'input'],
    ['an empty text', '', 'input'],
    ['an empty list', [], 'input'],
    ['an empty text among others', ['a', ''], 'input.1'],
    ['no tokens', ['a', []], 'input.1'],
    ['half a token', [1, 2.5], 'input'],
    ['a token below 0', [[1], [-1]], 'input.1'],
    ['a text among tokens', [1, 'a'], 'input'],
    ['an object', [{ text: 'a' }], 'input.0'],
    ['over 2,048 texts', Array.from({ length: 2_049 }, () => 'a'), 'input'],
  ])('is refused by its name when it is %s', (_what, input, param) => {
    expect(() => readInputs(input)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'invalid_request', param }) }),
    );
  });
});
