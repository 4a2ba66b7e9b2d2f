import { describe, expect, it } from 'vitest';
import { translateMessages } from '../../../../main/gateway/anthropic/messages.ts';
import { readRequest } from '../../../../main/gateway/anthropic/read-request.ts';
import { anEnd, golden, goldenFile } from '../../../support/gateway/golden.ts';
import { refusalOf } from '../../../support/refusal-of.ts';
import { callingEnd, callingTexts, cutTexts, weather } from '../../../support/gateway/tool-fixtures.ts';

const hello = { model: 'demo', max_tokens: 40, messages: [{ role: 'user', content: 'Hello' }] };
const read = (more: object) => readRequest({ ...hello, ...more }, () => 0.5).answer;
const inMessage = (part: object) => ({ messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }, part] }] });

describe('a message', () => {
  it('has Anthropic’s shape, whole and streamed', async () => {
    const body = {
      ...hello,
      system: [
        { type: 'text', text: 'Be short.', cache_control: { type: 'ephemeral' } },
        { type: 'text', text: 'Be kind.' },
      ],
      stop_sequences: ['END'],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
    };
    const shown = golden(translateMessages, body, {
      texts: ['One "two"', '\n', '😀'],
      end: anEnd({ stop: 'END' }),
    });
    await expect(shown).toMatchFileSnapshot(goldenFile('anthropic', 'message'));
  });

  it('has what a model thought in a block of its own', async () => {
    const texts = ['<think>', 'Hm.', '\n</think>\n\n', '12', '.'];
    const shown = golden(translateMessages, hello, {
      texts,
      end: anEnd({ reason: 'length' }),
    });
    await expect(shown).toMatchFileSnapshot(goldenFile('anthropic', 'message-that-thinks'));
  });

  it('has an empty block when nothing was said', async () => {
    const shown = golden(translateMessages, hello, { texts: [] });
    await expect(shown).toMatchFileSnapshot(goldenFile('anthropic', 'message-without-words'));
  });

  const { name, description, parameters: input_schema } = weather;
  const tools = [
    { name, description, input_schema },
    { type: 'custom', name: 'clock', input_schema: {} },
  ];

  it('has its uses of tools in blocks of their own, and takes them back with what they gave', async () => {
    const used = { type: 'tool_use', id: 'toolu_9', name: 'weather', input: { city: 'Lisbon' } };
    const results = [
      { type: 'tool_result', tool_use_id: 'toolu_9', content: [{ type: 'text', text: 'No net' }], is_error: true },
      { type: 'text', text: 'Try again.' },
    ];
    const messages = [
      ...hello.messages,
      { role: 'assistant', content: [{ type: 'text', text: 'I look.' }, used] },
      { role: 'user', content: results },
    ];
    const shown = golden(translateMessages, { ...hello, messages, tools }, { texts: callingTexts, end: callingEnd });
    await expect(shown).toMatchFileSnapshot(goldenFile('anthropic', 'message-with-tools'));
  });

  it('has a use that was cut off in its stream only, as far as it came', async () => {
    const body = { ...hello, tools, tool_choice: { type: 'any', disable_parallel_tool_use: true } };
    const shown = golden(translateMessages, body, { texts: cutTexts, end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('anthropic', 'message-with-a-cut-use'));
  });
});

describe('reading a request for a message', () => {
  it('makes one turn of what one side says in several messages, and leaves earlier thoughts out', () => {
    const messages = [
      { role: 'user', content: 'What is 7 plus 5?' },
      { role: 'user', content: [{ type: 'text', text: 'Quick.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: '' },
          { type: 'text', text: '12.' },
        ],
      },
      { role: 'user', content: 'And 1?' },
    ];
    expect(read({ messages }).input).toEqual({
      kind: 'chat',
      messages: [
        { role: 'user', content: 'What is 7 plus 5?\n\nQuick.' },
        { role: 'assistant', content: '12.' },
        { role: 'user', content: 'And 1?' },
      ],
    });
  });

  it('takes a schema for the answer', () => {
    const format = { type: 'json_schema', schema: { type: 'object', properties: { a: { type: 'integer' } } } };
    expect(read({ output_config: { format } }).grammar).toMatchObject({ kind: 'json_schema' });
    const pattern = { type: 'json_schema', schema: { type: 'string', pattern: 'a' } };
    expect(refusalOf(() => read({ output_config: { format: pattern } }))).toEqual({
      code: 'unsupported_parameter',
      param: 'output_config.format.schema.pattern',
    });
  });

  it.each([
    [{ tools: [{ name: 'bash', type: 'bash_20250124' }] }, 'tools.0.type'],
    [{ thinking: { type: 'enabled', budget_tokens: 2000 } }, 'thinking'],
    [{ mcp_servers: [{}] }, 'mcp_servers'],
    [{ container: 'c' }, 'container'],
    [inMessage({ type: 'image', source: {} }), 'messages.0.content.1'],
    [inMessage({ type: 'document', source: {} }), 'messages.0.content.1'],
    [inMessage({ type: 'tool_result', content: [{ type: 'image' }] }), 'messages.0.content.1.content.0'],
    [inMessage({ type: 'server_tool_use' }), 'messages.0.content.1'],
    [{ messages: [...hello.messages, { role: 'assistant', content: 'The' }] }, 'messages.1.role'],
  ])('refuses %j by name', (more, param) => {
    expect(refusalOf(() => read(more))).toEqual({ code: 'unsupported_parameter', param });
  });

  it.each([
    [{ max_tokens: undefined }, 'max_tokens'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ temperature: 1.5 }, 'temperature'],
    [{ top_k: -1 }, 'top_k'],
    [{ tool_choice: { type: 'any' } }, 'tool_choice'],
    [{ tools: [{ name: 'f', input_schema: {} }], tool_choice: { type: 'tool' } }, 'tool_choice.name'],
    [inMessage({ type: 'tool_result', tool_use_id: 'a' }), 'messages.0.content.1.tool_use_id'],
    [{ messages: [] }, 'messages'],
    [{ messages: [{ role: 'system', content: 'a' }] }, 'messages.0.role'],
    [{ messages: [{ role: 'user', content: [{ type: 'thinking' }] }] }, 'messages.0.content'],
    [{ stop_sequences: Array.from({ length: 17 }, () => 'a') }, 'stop_sequences'],
  ])('refuses %j as not valid', (more, param) => {
    expect(refusalOf(() => read(more))).toEqual({ code: 'invalid_request', param });
  });

  it('takes what asks for nothing, and fields that it does not know', () => {
    const nothing = { tools: [], tool_choice: { type: 'auto' }, thinking: { type: 'disabled' }, system: [] };
    expect(() => read({ ...nothing, metadata: { user_id: 'me' }, service_tier: 'auto', foo: 1 })).not.toThrow();
  });
});
