import { describe, expect, it } from 'vitest';
import { translateCompletion } from '../../../../main/gateway/openai/completions.ts';
import { anEnd, golden, goldenFile, scored } from '../../../support/gateway/golden.ts';
import { refusalOf } from '../../../support/refusal-of.ts';

const asked = { model: 'demo', prompt: 'Once upon', seed: 7 };
const translate = (more: object) => translateCompletion({ ...asked, ...more }, 0, () => 0.5);

describe('a text that is gone on with', () => {
  it('has OpenAI’s shape, whole and streamed', async () => {
    const body = { ...asked, stop: ['\n'], max_tokens: 40, temperature: 0, stream_options: { include_usage: true } };
    const texts = [' a', ' "time"\n', ' 😀'];
    const shown = golden(translateCompletion, body, { texts, end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'completion'));
  });

  it('has the scores of its tokens where they are asked for', async () => {
    const texts = [' a', '', 'b'];
    const scores = texts.map(scored);
    const shown = golden(translateCompletion, { ...asked, logprobs: 2 }, { texts, scores });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'completion-with-scores'));
    expect([translate({ logprobs: 0 }).answer.scores, translate({}).answer.scores]).toEqual([0, undefined]);
  });

  it('has 16 tokens when nothing is said, as OpenAI’s', () => {
    expect(translate({}).answer.maxTokens).toBe(16);
  });

  it('may have its prompt in a list of one', () => {
    expect(translate({ prompt: ['Once'] }).answer.input).toEqual({ kind: 'text', text: 'Once' });
  });

  it.each([
    [{ echo: true }, 'echo'],
    [{ suffix: 'end' }, 'suffix'],
    [{ best_of: 3 }, 'best_of'],
    [{ prompt: ['a', 'b'] }, 'prompt'],
    [{ prompt: [1, 2, 3] }, 'prompt'],
    [{ prompt: [[1, 2, 3]] }, 'prompt'],
  ])('is refused with %j, by name', (more, param) => {
    expect(refusalOf(() => translate(more))).toEqual({ code: 'unsupported_parameter', param });
  });

  it.each([
    [{ prompt: '' }, 'prompt'],
    [{ prompt: [] }, 'prompt'],
    [{ prompt: null }, 'prompt'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ temperature: 3 }, 'temperature'],
    [{ n: 9 }, 'n'],
    [{ logprobs: 6 }, 'logprobs'],
    [{ logprobs: true }, 'logprobs'],
    [{ model: '' }, 'model'],
  ])('is refused with %j, as it is not valid', (more, param) => {
    expect(refusalOf(() => translate(more))).toEqual({ code: 'invalid_request', param });
  });

  it('takes the same fields when they ask for nothing', () => {
    const nothing = { echo: false, suffix: null, best_of: 1, n: 1, logprobs: null, logit_bias: {}, user: 'me', foo: 1 };
    expect(() => translate(nothing)).not.toThrow();
  });
});
