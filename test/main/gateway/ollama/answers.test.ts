import { describe, expect, it } from 'vitest';
import { translateChat } from '../../../../main/gateway/ollama/chat.ts';
import { translateGenerate } from '../../../../main/gateway/ollama/generate.ts';
import { anEnd, golden, goldenFile } from '../../../support/gateway/golden.ts';
import { refusalOf } from '../../../support/refusal-of.ts';
import { callingEnd, callingTexts, cutTexts, weather } from '../../../support/gateway/tool-fixtures.ts';

const messages = [{ role: 'user', content: 'Hello' }];
const chat = (more: object) => translateChat({ model: 'demo', messages, ...more }, 0, () => 0.5);
const generate = (more: object) => translateGenerate({ model: 'demo', prompt: 'Hello', ...more }, 0, () => 0.5);

describe('a chat and a text', () => {
  it('a chat has Ollama’s shape, whole and streamed', async () => {
    const options = { num_predict: 40, num_ctx: 2048, temperature: 0, top_k: 5, min_p: 0.1, seed: -1, stop: 'END' };
    const body = { model: 'demo:latest', messages: [{ role: 'system', content: 'Be short.' }, ...messages], options };
    const shown = golden(translateChat, body, { texts: ['One "two"', '\n', '😀'] });
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'chat'));
  });

  it('a chat has what a model thought in a field of its own', async () => {
    const texts = ['<think>Hm', '.', '</think>\n\n12.'];
    const shown = golden(translateChat, { model: 'qwen', messages, keep_alive: '5m' }, { texts });
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'chat-that-thinks'));
  });

  const tools = [
    { type: 'function', function: weather },
    { type: 'function', function: { name: 'clock' } },
  ];

  it('a chat has its calls of tools whole, and takes them back with what they gave', async () => {
    const calls = [
      { function: { name: 'weather', arguments: { city: 'Lisbon' } } },
      { function: { name: 'clock', arguments: {} } },
    ];
    const earlier = [
      { role: 'assistant', content: '', tool_calls: calls },
      { role: 'tool', content: 'Noon', tool_name: 'clock' },
      { role: 'tool', content: 'Sun' },
    ];
    const body = { model: 'demo', messages: [...messages, ...earlier], tools };
    const shown = golden(translateChat, body, { texts: callingTexts, end: callingEnd });
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'chat-with-tools'));
  });

  it('a chat has no call that was cut off', async () => {
    const shown = golden(
      translateChat,
      { model: 'demo', messages, tools },
      { texts: cutTexts, end: anEnd({ reason: 'length' }) },
    );
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'chat-with-a-cut-call'));
  });

  it('a question has Ollama’s shape, whole and streamed', async () => {
    const body = { model: 'demo', prompt: 'Hello', system: 'Be short.', format: 'json' };
    const shown = golden(translateGenerate, body, { texts: ['{"a"', ': 1}'], end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'generate'));
  });

  it('a raw prompt is gone on with as it stands', async () => {
    const body = { model: 'demo', prompt: '<user>Hello', raw: true };
    const shown = golden(translateGenerate, body, { texts: ['<think>a', '</think>b'] });
    await expect(shown).toMatchFileSnapshot(goldenFile('ollama', 'generate-raw'));
  });
});

describe('reading Ollama’s requests', () => {
  it('streams unless that is switched off', () => {
    expect(chat({}).write('demo').stream).not.toBeNull();
    expect(chat({ stream: false }).write('demo').stream).toBeNull();
  });

  it('has Ollama’s usual sampling', () => {
    expect(chat({}).answer.sampling).toEqual({ temperature: 0.8, topP: 0.9, topK: 40, minP: 0, seed: 2 ** 31 });
  });

  it('reads penalties, which look at the last tokens: 64 when nothing is said, below 0 at all', () => {
    const penaltiesOf = (options: object) => chat({ options }).answer.sampling.penalties;
    const nothing = { repeat: 1, frequency: 0, presence: 0 };
    expect(penaltiesOf({ repeat_penalty: 1.1 })).toEqual({ ...nothing, repeat: 1.1, last: 64 });
    expect(penaltiesOf({ presence_penalty: -1, repeat_last_n: 8 })).toEqual({ ...nothing, presence: -1, last: 8 });
    expect(penaltiesOf({ frequency_penalty: 0.5, repeat_last_n: -1 })).toMatchObject({ last: 2 ** 31 });
    expect(penaltiesOf({ repeat_penalty: 1.1, repeat_last_n: 0 })).toBeUndefined();
    expect(penaltiesOf({ repeat_last_n: 8 })).toBeUndefined();
  });

  it('writes to the end of the context below 0', () => {
    expect(chat({ options: { num_predict: -1 } }).answer.maxTokens).toBeNull();
    expect(chat({ options: { num_predict: 5 } }).answer.maxTokens).toBe(5);
  });

  it('says which context the client counts on', () => {
    expect(chat({ options: { num_ctx: 8192 } }).context).toEqual({ tokens: 8192, param: 'options.num_ctx' });
    expect(chat({}).context).toBeUndefined();
  });

  it('takes a schema as the format', () => {
    const format = { type: 'object', properties: { a: { type: 'integer' } } };
    expect(chat({ format }).answer.grammar).toEqual({ kind: 'json_schema', schema: format });
    expect(chat({ format: '' }).answer.grammar).toBeNull();
  });

  it.each([
    [{ logprobs: true }, 'logprobs'],
    [{ options: { mirostat: 2 } }, 'options.mirostat'],
    [{ format: { type: 'string', pattern: 'a' } }, 'format.pattern'],
    [{ messages: [{ role: 'user', content: 'a', images: ['x'] }] }, 'messages.0.images'],
  ])('refuses a chat with %j by name', (more, param) => {
    expect(refusalOf(() => chat(more))).toEqual({ code: 'unsupported_parameter', param });
  });

  it.each([
    [{ images: ['x'] }, 'images'],
    [{ tools: [{}] }, 'tools'],
    [{ suffix: 'end' }, 'suffix'],
    [{ template: '{{ .Prompt }}' }, 'template'],
    [{ context: [1, 2] }, 'context'],
    [{ raw: true, system: 'Be short.' }, 'system'],
  ])('refuses a question with %j by name', (more, param) => {
    expect(refusalOf(() => generate(more))).toEqual({ code: 'unsupported_parameter', param });
  });

  it.each([
    [{ options: { num_predict: 0 } }, 'options.num_predict'],
    [{ options: { temperature: 3 } }, 'options.temperature'],
    [{ options: { repeat_penalty: 0 } }, 'options.repeat_penalty'],
    [{ options: { repeat_penalty: -1 } }, 'options.repeat_penalty'],
    [{ options: { repeat_last_n: -2 } }, 'options.repeat_last_n'],
    [{ options: { presence_penalty: 3 } }, 'options.presence_penalty'],
    [{ format: 'xml' }, 'format'],
    [{ messages: [] }, 'messages'],
    [{ tools: [{}] }, 'tools.0.function'],
    [{ messages: [{ role: 'tool', content: 'a' }] }, 'messages.0.role'],
    [{ messages: [{ role: 'assistant', tool_calls: [{}] }] }, 'messages.0.tool_calls.0.function'],
  ])('refuses a chat with %j as not valid', (more, param) => {
    expect(refusalOf(() => chat(more))).toEqual({ code: 'invalid_request', param });
  });

  it('takes what asks for nothing, what is the office’s own matter, and fields that it does not know', () => {
    const options = { repeat_penalty: 1, mirostat: 0, num_gpu: 99, num_thread: 8, foo: 1 };
    expect(() => chat({ tools: [], think: true, keep_alive: 0, options })).not.toThrow();
  });
});
