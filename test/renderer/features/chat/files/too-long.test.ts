import { expect, it } from 'vitest';
import { aboutTokens } from '../../../../../renderer/features/chat/files/about-tokens.ts';
import { tooLong } from '../../../../../renderer/features/chat/files/too-long.ts';
import { aModel } from '../../../../support/a-model.ts';

const model = aModel({ name: 'small', contextLength: 8_192 });
const exact = (tokens: number) => ({ tokens, exact: true });
const about = (tokens: number) => ({ tokens, exact: false });

it('what fits is sent, and what may fit is left to the machine, which counts exactly', () => {
  expect(tooLong([exact(8_000), about(100)], model, [model])).toBeNull();
  expect(tooLong([about(10_000)], model, [model])).toBeNull();
  const unknown = aModel({ name: 'elsewhere', contextLength: 0 });
  expect(tooLong([about(10_000)], unknown, [model, unknown])).toBeNull();
});

it('what cannot fit is not sent, with the numbers and one thing to do', () => {
  expect(tooLong([exact(12_400)], model, [model])).toMatchObject({
    problem: {
      code: 'context_length_exceeded',
      message: 'This needs 12,400 tokens; small holds 8,192.',
      action: 'Take a file out, or attach the part that matters.',
    },
    other: null,
  });
  expect(tooLong([about(20_000)], model, [model])?.problem.message).toBe(
    'This needs about 20,000 tokens; small holds 8,192.',
  );
});

it('another model that could hold it is named: one that is ready before a smaller one that is not', () => {
  const others = [
    model,
    aModel({ name: 'off', contextLength: 65_536, state: 'off' }),
    aModel({ name: 'cold', contextLength: 16_384, state: 'unloaded' }),
    aModel({ name: 'large', contextLength: 32_768, state: 'ready' }),
  ];
  expect(tooLong([exact(12_400)], model, others)).toMatchObject({ other: 'large' });
  expect(tooLong([exact(12_400)], model, others.slice(0, 3))).toMatchObject({ other: 'cold' });
  expect(tooLong([exact(60_000)], model, others)).toMatchObject({ other: null });
});

it('tokens are guessed by the script of the text', () => {
  expect(aboutTokens('x'.repeat(3_600))).toBe(1_000);
  expect(aboutTokens('北'.repeat(1_200))).toBe(1_000);
  expect(aboutTokens('')).toBe(0);
});
