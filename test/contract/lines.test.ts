import { expect, it } from 'vitest';
import { LineSplitter, toLine } from '../../contract/lines.ts';

it('gives whole lines, however they were cut, and no empty ones', () => {
  const splitter = new LineSplitter();
  const text = toLine({ text: 'a\nb' }) + toLine([1]);
  expect(text.split('').flatMap((letter) => splitter.push(letter))).toEqual(['{"text":"a\\nb"}', '[1]']);
  expect(splitter.push('one\n\ntwo\nthr')).toEqual(['one', 'two']);
  expect(splitter.push('')).toEqual([]);
  expect(splitter.push('ee\n')).toEqual(['three']);
});

it('refuses a line without an end as soon as it is too long', () => {
  const splitter = new LineSplitter(10);
  expect(splitter.push('0123456789')).toEqual([]);
  expect(() => splitter.push('0')).toThrow('a line has over 10 characters');
});
