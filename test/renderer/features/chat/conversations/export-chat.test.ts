import { expect, it } from 'vitest';
import { Conversation } from '../../../../../contract/control-api.ts';
import { jsonExport, markdownExport } from '../../../../../renderer/features/chat/conversations/export-chat.ts';
import { aMessage } from '../../../../support/a-message.ts';

const conversation: Conversation = {
  id: 'c',
  title: 'Roof: quotes / 2026?',
  createdAt: 1,
  updatedAt: 2,
  pinned: false,
  headId: 'a2',
  instructions: null,
  messages: [
    aMessage({ id: 'q', content: 'Which is cheapest?' }),
    aMessage({ id: 'a1', parentId: 'q', role: 'assistant', content: 'The first.', model: 'demo', createdAt: 2 }),
    aMessage({
      id: 'a2',
      parentId: 'q',
      role: 'assistant',
      content: '| A |\n| --- |\n| 1 |',
      model: 'qwen2.5-7b',
      machine: 'DESIGN-01',
      tokensPerSecond: 40.6,
      state: 'stopped',
      createdAt: 3,
    }),
  ],
};

it('as Markdown has the branch that is shown, with who said what and where', () => {
  expect(markdownExport(conversation)).toEqual({
    name: 'Roof quotes 2026.md',
    type: 'text/markdown;charset=utf-8',
    text: `# Roof: quotes / 2026?

**You**

Which is cheapest?

**qwen2.5-7b** · on DESIGN-01 · 41 tokens/s · not finished

| A |
| --- |
| 1 |
`,
  });
});

it('as JSON has every branch, in the words of the office', () => {
  const { name, text } = jsonExport(conversation);
  expect(name).toBe('Roof quotes 2026.json');
  const { format, ...kept } = JSON.parse(text) as { format: string };
  expect(format).toBe('aivailable-chat/1');
  expect(Conversation.parse(kept)).toEqual(conversation);
});

it.each([
  ['', 'Chat'],
  ['...', 'Chat'],
  ['  a\u0000b\n', 'a b'],
  ['CON<>:"', 'CON'],
  ['x'.repeat(200), 'x'.repeat(80)],
])('a chat that is called %j becomes the file %s', (title, name) => {
  expect(markdownExport({ ...conversation, title }).name).toBe(`${name}.md`);
});
