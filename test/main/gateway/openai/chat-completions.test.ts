import { describe, expect, it } from 'vitest';
import { translateChat } from '../../../../main/gateway/openai/chat-completions.ts';
import { anEnd, golden, goldenFile, scored } from '../../../support/gateway/golden.ts';
import { callingEnd, callingTexts, cutTexts, weather } from '../../../support/gateway/tool-fixtures.ts';

const messages = [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: [{ type: 'text', text: 'What is 7 plus 5?' }] },
];

describe('a chat', () => {
  it('has OpenAI’s shape, whole and streamed', async () => {
    const body = { model: 'demo', messages, seed: 7, temperature: 0, stop: ['\n'] };
    const shown = golden(translateChat, body, { texts: ['7 plus 5', ' is "12" 😀', '.'] });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'chat'));
  });

  it('has the scores of its tokens where they are asked for, those of its thoughts, too', async () => {
    const texts = ['<think>', 'Hm', '</think>', '12', '\uFFFD'];
    const body = { model: 'demo', messages, seed: 7, logprobs: true, top_logprobs: 2 };
    const shown = golden(translateChat, body, { texts, scores: texts.map(scored) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'chat-with-scores'));
  });

  it('has what a model thought in a field of its own', async () => {
    const body = { model: 'qwen', messages, seed: 7, stream_options: { include_usage: true } };
    const texts = ['<thi', 'nk>\nSeven', ' and five', '.\n</', 'think>\n', '\n12', '.'];
    const shown = golden(translateChat, body, { texts });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'chat-that-thinks'));
  });

  const tools = [
    { type: 'function', function: weather },
    { type: 'function', function: { name: 'clock' } },
  ];

  it('has its calls of tools in a field of their own, and takes them back with what they gave', async () => {
    const call = { id: 'call_9', type: 'function', function: { name: 'weather', arguments: '{"city":"Lisbon"}' } };
    const earlier = [
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_9', content: 'Sun' },
    ];
    const body = { model: 'demo', messages: [...messages, ...earlier], tools, seed: 7 };
    const shown = golden(translateChat, body, { texts: callingTexts, end: callingEnd });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'chat-with-tools'));
  });

  it('has a call that was cut off as far as it came', async () => {
    const body = { model: 'demo', messages, tools, seed: 7, tool_choice: 'required', parallel_tool_calls: false };
    const shown = golden(translateChat, body, { texts: cutTexts, end: anEnd({ reason: 'length' }) });
    await expect(shown).toMatchFileSnapshot(goldenFile('openai', 'chat-with-a-cut-call'));
  });
});
