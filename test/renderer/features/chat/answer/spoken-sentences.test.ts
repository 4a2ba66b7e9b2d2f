import { expect, it } from 'vitest';
import { spokenSentences } from '../../../../../renderer/features/chat/answer/spoken-sentences.ts';

it('speaks whole sentences only while the answer grows', () => {
  expect(spokenSentences('It is cheap. But the scaf', false)).toBe('It is cheap.');
  expect(spokenSentences('It costs 134.17 eur', false)).toBe('');
  expect(spokenSentences('Really? Yes', false)).toBe('Really?');
});

it('speaks the rest when the answer is finished', () => {
  expect(spokenSentences('It is cheap. No full stop', true)).toBe('It is cheap. No full stop');
});

it('leaves markup out, and announces code instead of reading it', () => {
  expect(spokenSentences('**Bold** and [a link](https://x.org).', true)).toBe('Bold and a link.');
  const code = spokenSentences('Look:\n\n```js\nlet a = 1;\n```\n\nDone.', true);
  expect(code).toContain('Code block.');
  expect(code).not.toContain('let a');
  expect(spokenSentences('```js\nlet a = 1;\nlet', false)).not.toContain('let a');
});
