import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../../contract/problem.ts';
import { readRequest } from '../../../../main/gateway/openai/read-request.ts';
import { refusalOf } from '../../../support/refusal-of.ts';

const hello = { model: 'demo', messages: [{ role: 'user', content: 'Hello' }] };

const read = (body: unknown) => readRequest(body, () => 0.5);
const refused = (more: object) => refusalOf(() => read({ ...hello, ...more }));

describe('reading a chat request', () => {
  it('fills in OpenAI’s defaults, with our own sampling limits off', () => {
    expect(read(hello)).toEqual({
      stream: false,
      includeUsage: false,
      choices: 1,
      answer: {
        model: 'demo',
        input: { kind: 'chat', messages: [{ role: 'user', content: 'Hello' }] },
        sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, seed: 2 ** 31 },
        stop: [],
        maxTokens: null,
        grammar: null,
      },
    });
  });

  it('joins text parts and reads "developer" as "system"', () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    const { answer } = read({
      ...hello,
      messages: [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: parts },
      ],
    });
    expect(answer.input).toEqual({
      kind: 'chat',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'ab' },
      ],
    });
  });

  it('keeps any seed in 32 bits', () => {
    for (const [given, kept] of [
      [7, 7],
      [2 ** 32 + 7, 7],
      [-1, 2 ** 32 - 1],
      [-(2 ** 32), 0],
      [Number.MAX_SAFE_INTEGER, 2 ** 32 - 1],
    ]) {
      expect(read({ ...hello, seed: given }).answer.sampling.seed).toBe(kept);
    }
  });

  it('reads penalties, which look at the answer alone, and leaves them out where they are nothing', () => {
    const penaltiesOf = (more: object) => read({ ...hello, ...more }).answer.sampling.penalties;
    expect(penaltiesOf({ presence_penalty: 0.5 })).toEqual({ repeat: 1, frequency: 0, presence: 0.5, last: null });
    expect(penaltiesOf({ frequency_penalty: -2 })).toEqual({ repeat: 1, frequency: -2, presence: 0, last: null });
    expect(penaltiesOf({ frequency_penalty: 0, presence_penalty: null })).toBeUndefined();
    for (const name of ['presence_penalty', 'frequency_penalty']) {
      expect(refused({ [name]: 2.1 })).toEqual({ code: 'invalid_request', param: name });
    }
  });

  it('reads how many scores are to be told', () => {
    const scoresOf = (more: object) => read({ ...hello, ...more }).answer.scores;
    expect(scoresOf({ logprobs: true })).toBe(0);
    expect(scoresOf({ logprobs: true, top_logprobs: 20 })).toBe(20);
    expect(scoresOf({ logprobs: false, top_logprobs: 0 })).toBeUndefined();
    for (const more of [{ top_logprobs: 3 }, { logprobs: true, top_logprobs: 21 }]) {
      expect(refused(more)).toEqual({ code: 'invalid_request', param: 'top_logprobs' });
    }
  });

  it('reads which tokens are to be more or less likely, up to 300', () => {
    const biasOf = (logit_bias: object) => read({ ...hello, logit_bias }).answer.sampling.bias;
    expect(biasOf({ 5: 1, 70: -100 })).toEqual([
      [5, 1],
      [70, -100],
    ]);
    expect(biasOf({})).toBeUndefined();
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, token) => [token, 1]));
    for (const logit_bias of [many, { word: 1 }, { '-1': 1 }, { 5: 101 }]) {
      const { code, param } = refused({ logit_bias });
      expect([code, param?.split('.')[0]]).toEqual(['invalid_request', 'logit_bias']);
    }
  });

  it('takes max_completion_tokens before max_tokens, and numbers over 31 bits', () => {
    expect(read({ ...hello, max_tokens: 5, max_completion_tokens: 9 }).answer.maxTokens).toBe(9);
    expect(read({ ...hello, max_tokens: 2 ** 40 }).answer.maxTokens).toBe(2 ** 40);
  });

  it('takes one stop text or several, and drops empty ones', () => {
    expect(read({ ...hello, stop: '\n' }).answer.stop).toEqual(['\n']);
    expect(read({ ...hello, stop: ['a', '', 'b'] }).answer.stop).toEqual(['a', 'b']);
    expect(read({ ...hello, stop: null }).answer.stop).toEqual([]);
  });

  it('refuses what would change the answer, by name', () => {
    const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });
    const cases: [object, string][] = [
      [{ tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
      [{ functions: [{ name: 'f' }] }, 'functions'],
      [{ function_call: { name: 'f' } }, 'function_call'],
      [{ tool_choice: 'required' }, 'tool_choice'],
      [{ audio: { voice: 'a', format: 'wav' } }, 'audio'],
      [{ modalities: ['text', 'audio'] }, 'modalities'],
      [{ messages: [{ role: 'tool', content: 'x', tool_call_id: '1' }] }, 'messages.0.role'],
      [{ messages: [{ role: 'assistant', content: null, tool_calls: [{}] }] }, 'messages.0.tool_calls'],
      [
        user([
          { type: 'text', text: 'a' },
          { type: 'image_url', image_url: { url: 'x' } },
        ]),
        'messages.0.content.1',
      ],
      [user([{ type: 'input_audio', input_audio: {} }]), 'messages.0.content.0'],
    ];
    for (const [more, param] of cases) expect(refused(more)).toEqual({ code: 'unsupported_parameter', param });
  });

  it('tolerates the same fields when they ask for nothing, and fields it does not know', () => {
    const nothing = {
      n: 1,
      tools: [],
      tool_choice: 'none',
      logprobs: false,
      logit_bias: {},
      presence_penalty: 0,
      audio: null,
    };
    expect(() => read({ ...hello, ...nothing, modalities: ['text'], user: 'me', store: true, foo: 1 })).not.toThrow();
  });

  it('names the field that has the wrong type', () => {
    expect(refused({ temperature: 'hot' })).toEqual({ code: 'invalid_request', param: 'temperature' });
    expect(refused({ temperature: 2.5 })).toEqual({ code: 'invalid_request', param: 'temperature' });
    for (const n of [0, 9, 1.5]) expect(refused({ n })).toEqual({ code: 'invalid_request', param: 'n' });
    expect(refused({ messages: [] })).toEqual({ code: 'invalid_request', param: 'messages' });
    expect(refused({ messages: [{ role: 'user' }] })).toEqual({
      code: 'invalid_request',
      param: 'messages.0.content',
    });
    expect(refused({ max_tokens: 0 })).toEqual({ code: 'invalid_request', param: 'max_tokens' });
    expect(refused({ max_tokens: 1e300 })).toEqual({ code: 'invalid_request', param: 'max_tokens' });
    for (const body of [null, 5, 'x', [], true]) expect(() => read(body)).toThrow(ProblemError);
  });

  it('reads each response format', () => {
    const formatOf = (response_format: unknown) => read({ ...hello, response_format }).answer.grammar;
    expect(formatOf({ type: 'text' })).toBeNull();
    expect(formatOf({ type: 'json_object' })).toEqual({ kind: 'json' });
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      required: ['a'],
      additionalProperties: false,
    };
    expect(formatOf({ type: 'json_schema', json_schema: { name: 'x', strict: true, schema } })).toEqual({
      kind: 'json_schema',
      schema: { type: 'object', properties: { a: { type: 'integer' } } },
    });
  });
});
