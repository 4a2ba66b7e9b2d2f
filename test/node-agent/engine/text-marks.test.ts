import type { Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { textMarks, withMarks } from '../../../node-agent/engine/text-marks.ts';

type Vocabulary = Parameters<typeof textMarks>[0];
const [bos, eos, sep] = [1, 2, 3] as Token[] as [Token, Token, Token];
const marksOf = (vocabularyType: string, addsEos: boolean, more: Partial<Vocabulary['tokens']> = {}) =>
  textMarks({ vocabularyType, tokens: { bos, eos, sep, shouldPrependBosToken: true, ...more }, addsEos });

describe('the marks around a text', () => {
  it.each([
    [
      'of BERT are [CLS] and [SEP], whatever the header says',
      marksOf('wpm', false, { shouldPrependBosToken: false }),
      [1, 9, 3],
    ],
    ['of XLM-RoBERTa (bge-m3) are both, as the header says', marksOf('ugm', true), [1, 9, 2]],
    [
      'of Qwen3 Embedding are the last alone',
      marksOf('bpe', true, { bos: null, shouldPrependBosToken: false }),
      [9, 2],
    ],
    ['of Llama are the first alone', marksOf('spm', false), [1, 9]],
  ])('%s', (_what, marks, marked) => {
    expect(withMarks(marks, [9])).toEqual(marked);
    expect(withMarks(marks, marked)).toEqual(marked);
  });
});
