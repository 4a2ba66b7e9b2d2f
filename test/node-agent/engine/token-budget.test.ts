import { expect, it } from 'vitest';
import { tokenBudget } from '../../../node-agent/engine/token-budget.ts';

it('gives what is asked for when it fits to the last token', () => {
  expect(tokenBudget(1_548, 500, 2_048)).toBe(500);
  expect(() => tokenBudget(1_549, 500, 2_048)).toThrow('The prompt has 1,549 tokens');
});

it('gives what is left when nothing is asked for', () => {
  expect(tokenBudget(48, null, 2_048)).toBe(2_000);
});

it('refuses with the numbers', () => {
  expect(() => tokenBudget(2_100, 500, 2_048)).toThrow(
    "The prompt has 2,100 tokens and max_tokens is 500; this model's context is 2,048.",
  );
  expect(() => tokenBudget(2_048, null, 2_048)).toThrow(
    'The prompt has 2,048 tokens, which leaves no room for an answer',
  );
});
