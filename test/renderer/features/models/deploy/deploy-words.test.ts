import { describe, expect, it } from 'vitest';
import { contextChoices, contextWords } from '../../../../../renderer/features/models/deploy/context-choices.ts';
import { priorityChoices, priorityMeaning } from '../../../../../renderer/features/models/deploy/priority-words.ts';
import { withMax, withMin } from '../../../../../renderer/features/models/deploy/range-edit.ts';
import { aModel } from '../../../../support/a-model.ts';

describe('the context of a conversation', () => {
  it('goes as far as the model was trained for, and has what is set', () => {
    expect(contextChoices(8192, 32_768)).toEqual([1024, 2048, 4096, 8192, 16_384, 32_768]);
    expect(contextChoices(6000, 2048)).toEqual([1024, 2048, 6000]);
    expect(contextChoices(8192, 40_960)).toContain(40_960);
    expect(contextChoices(8192, null).at(-1)).toBe(32_768);
    expect(contextChoices(512, 512)).toEqual([512]);
  });

  it('is said in pages, too', () => {
    expect(contextWords(4096)).toBe('4,096 tokens, about 6 pages');
    expect(contextWords(512)).toBe('512 tokens, about 1 page');
  });
});

describe('the priority', () => {
  const with_ = (name: string, priority: number) => aModel({ name, wishes: { ...aModel().wishes!, priority } });

  it('is a word with its number; one between two words is the number alone', () => {
    expect(priorityChoices(5).map(({ text }) => text)).toEqual([
      'Last, 1 of 10',
      'Low, 3 of 10',
      'Normal, 5 of 10',
      'High, 8 of 10',
      'First, 10 of 10',
    ]);
    expect(priorityChoices(6).map(({ priority }) => priority)).toEqual([1, 3, 5, 6, 8, 10]);
  });

  it('says before and after whom', () => {
    const models = [with_('me', 5), with_('qwen2.5-7b-instruct', 7), with_('nomic', 3), with_('gemma', 5)];
    expect(priorityMeaning('me', 5, models)).toBe('Before nomic, beside gemma, after qwen2.5-7b');
    expect(priorityMeaning('me', 10, models)).toBe('Before 3 models');
    expect(priorityMeaning('me', 5, [with_('me', 5), aModel({ wishes: null })])).toBe('No other model is deployed.');
  });
});

describe('a range', () => {
  it('keeps its ends in order and within what is allowed', () => {
    expect(withMin({ min: 1, max: 2 }, 4, 0, 64)).toEqual({ min: 4, max: 4 });
    expect(withMax({ min: 3, max: 4 }, 2, 0, 64)).toEqual({ min: 2, max: 2 });
    expect(withMax({ min: 0, max: 1 }, 0, 0, 64)).toEqual({ min: 0, max: 1 });
    expect(withMin({ min: 1, max: 2 }, NaN, 1, 64)).toEqual({ min: 1, max: 2 });
    expect(withMax({ min: 1, max: 2 }, 900, 1, 64)).toEqual({ min: 1, max: 64 });
  });
});
