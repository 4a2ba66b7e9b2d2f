import { describe, expect, it } from 'vitest';
import { markdownBlocks } from '../../../../../renderer/features/chat/answer/markdown-blocks.ts';

describe('Markdown is cut', () => {
  it('at blank lines between paragraphs', () => {
    expect(markdownBlocks('One.\n\nTwo\nlines.\n\n\nThree.')).toEqual(['One.', 'Two\nlines.', 'Three.']);
  });

  it('but not inside code, however it is fenced', () => {
    const code = '```python\na = 1\n\nb = 2\n```';
    expect(markdownBlocks(`Look:\n\n${code}\n\nDone.`)).toEqual(['Look:', code, 'Done.']);
    const nested = '````\n```\n\nstill code\n````';
    expect(markdownBlocks(nested)).toEqual([nested]);
    expect(markdownBlocks('~~~\none\n\n```\n\ntwo\n~~~')).toHaveLength(1);
  });

  it('nor between the items of one list, so that numbers go on', () => {
    const list = '1. First\n\n   with more\n\n2. Second';
    expect(markdownBlocks(`Steps:\n\n${list}\n\nThat is all.`)).toEqual(['Steps:', list, 'That is all.']);
  });

  it('nor at all where definitions are read from elsewhere', () => {
    const text = 'See [the page][1].\n\nMore.\n\n[1]: https://example.org';
    expect(markdownBlocks(text)).toEqual([text]);
  });

  it('so that only the last piece changes while text is added', () => {
    const text = 'One.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\nx\n\ny\n```\n\n- a\n- b\n\nEnd.';
    const whole = markdownBlocks(text);
    for (let length = 1; length <= text.length; length += 1) {
      const finished = markdownBlocks(text.slice(0, length)).slice(0, -1);
      // A list may still take in what follows it; everything else is final once the next piece began.
      expect(whole.slice(0, finished.length)).toEqual(finished);
    }
  });

  it('without losing anything', () => {
    const text = 'One.\n\nTwo.\n\n```\nx\n```';
    expect(markdownBlocks(text).join('\n\n')).toBe(text);
    expect(markdownBlocks('')).toEqual([]);
  });
});
