import { describe, expect, it } from 'vitest';
import { scoresIncluded } from '../../../../../contract/openai-responses.ts';
import { translateResponse } from '../../../../../main/gateway/openai/responses/responses.ts';
import { anEnd, golden, goldenFile, scored } from '../../../../support/gateway/golden.ts';
import { callingEnd, callingTexts, cutTexts, weather } from '../../../../support/gateway/tool-fixtures.ts';
import { refusalOf } from '../../../../support/refusal-of.ts';

const translate = (more: object) => translateResponse({ model: 'demo', input: 'Hello', ...more }, 0, () => 0.5);
const part = (one: object) => ({ input: [{ role: 'user', content: [one] }] });

describe('a response', () => {
  it('has OpenAI’s shape, whole and streamed', async () => {
    const body = {
      model: 'demo',
      instructions: 'Be short.',
      input: [
        { role: 'developer', content: 'Be kind.' },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
        { type: 'reasoning', id: 'rs_1', summary: [] },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Hi.', annotations: [] }] },
        { role: 'user', content: 'Go on.' },
      ],
      metadata: { topic: 'greetings' },
    };
    const shown = golden(translateResponse, body, { texts: ['One "two"', '\n', '😀'] });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'response'));
  });

  it('has the scores of all its tokens in the message, where they are asked for', async () => {
    const body = { model: 'demo', input: 'Hello', include: [scoresIncluded], top_logprobs: 2 };
    const texts = ['<think>', 'Hm', '</think>', '12', '', '.'];
    const shown = golden(translateResponse, body, { texts, scores: texts.map(scored) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'response-with-scores'));
  });

  it('has what a model thought as an item of its own, and says when it was cut off', async () => {
    const body = { model: 'demo', input: 'Hello', max_output_tokens: 40 };
    const texts = ['<think>', 'Hm.', '\n</think>\n\n', '12', '.'];
    const shown = golden(translateResponse, body, { texts, end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'response-that-thinks'));
  });

  const tools = [
    { type: 'function', ...weather },
    { type: 'function', name: 'clock' },
  ];

  it('has its calls of functions as items of their own, and takes them back with what they gave', async () => {
    const input = [
      { role: 'user', content: 'Rain?' },
      { type: 'function_call', id: 'fc_1', call_id: 'call_9', name: 'weather', arguments: '{"city":"Lisbon"}' },
      { type: 'function_call', call_id: 'call_8', name: 'clock', arguments: '' },
      { type: 'function_call_output', call_id: 'call_9', output: 'Sun' },
      { type: 'function_call_output', call_id: 'call_8', output: [{ type: 'input_text', text: 'Noon' }] },
    ];
    const shown = golden(translateResponse, { model: 'demo', input, tools }, { texts: callingTexts, end: callingEnd });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'response-with-tools'));
  });

  it('says of a call that was cut off that it is incomplete', async () => {
    const body = { model: 'demo', input: 'Rain?', tools, tool_choice: { type: 'function', name: 'weather' } };
    const shown = golden(translateResponse, body, { texts: cutTexts, end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'response-with-a-cut-call'));
  });
});

it('a stream that is cut off behind a call has no empty message', () => {
  const { stream } = translate({ tools: [{ type: 'function', ...weather }], stream: true }).write('demo');
  const called = callingTexts.slice(1, 5).map((one) => (typeof one === 'string' ? '' : stream?.call(one, 0)));
  expect(called.join('') + stream?.end(anEnd({ reason: 'length' }), 0)).not.toContain('"type":"message"');
});

describe('reading a request for a response', () => {
  it('reads how many scores are to be told', () => {
    expect(translate({ include: [scoresIncluded] }).answer.scores).toBe(0);
    expect(translate({ include: [scoresIncluded], top_logprobs: 5 }).answer.scores).toBe(5);
    expect(translate({ top_logprobs: 0 }).answer.scores).toBeUndefined();
    const refusal = { code: 'invalid_request', param: 'top_logprobs' };
    expect(refusalOf(() => translate({ top_logprobs: 3 }))).toEqual(refusal);
  });

  it('takes a plain text as what the user says', () => {
    expect(translate({ instructions: 'Be short.' }).answer.input).toEqual({
      kind: 'chat',
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hello' },
      ],
    });
  });

  it('reads each format', () => {
    const formatOf = (format: object) => translate({ text: { format } }).answer.grammar;
    expect(formatOf({ type: 'text' })).toBeNull();
    expect(formatOf({ type: 'json_object' })).toEqual({ kind: 'json' });
    const schema = { type: 'object', properties: { a: { type: 'integer' } } };
    expect(formatOf({ type: 'json_schema', name: 'x', strict: true, schema })).toEqual({ kind: 'json_schema', schema });
  });

  it.each([
    [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
    [{ conversation: 'conv_1' }, 'conversation'],
    [{ background: true }, 'background'],
    [{ tools: [{ type: 'web_search' }] }, 'tools.0.type'],
    [{ include: ['reasoning.encrypted_content'] }, 'include'],
    [{ truncation: 'auto' }, 'truncation'],
    [{ prompt: { id: 'p' } }, 'prompt'],
    [part({ type: 'input_image', image_url: 'x' }), 'input.0.content.0'],
    [part({ type: 'input_file', file_id: 'x' }), 'input.0.content.0'],
    [{ input: [{ type: 'custom_tool_call_output', call_id: 'a', output: 'b' }] }, 'input.0'],
    [{ input: [{ type: 'item_reference', id: 'a' }] }, 'input.0'],
    [
      { text: { format: { type: 'json_schema', name: 'x', schema: { type: 'string', pattern: 'a' } } } },
      'text.format.schema.pattern',
    ],
  ])('refuses %j by name', (more, param) => {
    expect(refusalOf(() => translate(more))).toEqual({ code: 'unsupported_parameter', param });
  });

  it.each([
    [{ input: '' }, 'input'],
    [{ input: [] }, 'input'],
    [{ input: [{ type: 'reasoning' }] }, 'input'],
    [{ max_output_tokens: 0 }, 'max_output_tokens'],
    [{ temperature: 3 }, 'temperature'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ input: [{ type: 'function_call_output', call_id: 'a', output: 'b' }] }, 'input.0.call_id'],
  ])('refuses %j as not valid', (more, param) => {
    expect(refusalOf(() => translate(more))).toEqual({ code: 'invalid_request', param });
  });

  it('takes what asks for nothing, and fields that it does not know', () => {
    const nothing = { tools: [], tool_choice: 'auto', previous_response_id: null, include: [], truncation: 'disabled' };
    expect(() => translate({ ...nothing, store: true, reasoning: { effort: 'low' }, foo: 1 })).not.toThrow();
  });
});
