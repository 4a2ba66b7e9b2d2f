import { expect, it } from 'vitest';
import { TextOut } from '../../../node-agent/engine/text-out.ts';

/** A vocabulary of bytes: the hardest case for code points. */
const bytes = (tokens: readonly number[]): string => Buffer.from(tokens).toString('utf8');
const tokensOf = (text: string): number[] => [...Buffer.from(text)];

function written(text: string, stops: string[] = []): { pieces: string[]; out: TextOut } {
  const out = new TextOut(bytes, [], stops);
  return { pieces: tokensOf(text).map((token) => out.push(token)), out };
}

it('sends whole code points only', () => {
  const { pieces, out } = written('é€😀');
  expect(pieces).toEqual(['', 'é', '', '', '€', '', '', '', '😀']);
  expect(out.flush()).toBe('');
});

it('lets bytes go that never become text', () => {
  const out = new TextOut(bytes, [], []);
  const pieces = [0xf0, 0xf0, 0xf0, 0xf0, 0xf0, 0x41].map((token) => out.push(token));
  expect(pieces.join('') + out.flush()).toMatch(/^\uFFFD+A$/);
});

it('holds back what may become a stop string, and gives it when it does not', () => {
  const { pieces, out } = written('abENx', ['END']);
  expect(pieces).toEqual(['a', 'b', '', '', 'ENx']);
  expect(out.stop).toBeNull();
  expect(written('abEN', ['END']).out.flush()).toBe('EN');
});

it('ends before the first stop string, whichever it is', () => {
  const { pieces, out } = written('one two three', ['three', ' two']);
  expect(pieces.join('')).toBe('one');
  expect(out.stop).toBe(' two');
  expect(out.flush()).toBe('');
});

it('finds a stop string that ends inside a token', () => {
  const words = ['He', 'llo. B', 'ye'];
  const out = new TextOut((tokens) => tokens.map((token) => words[token]).join(''), [], ['. ']);
  expect([0, 1].map((token) => out.push(token))).toEqual(['He', 'llo']);
  expect(out.stop).toBe('. ');
});

it('is in the same state after a replay, at every cut', () => {
  const tokens = tokensOf('Zoë says: stop it, sto');
  const whole = new TextOut(bytes, [], ['stopped']);
  const texts = tokens.map((token) => whole.push(token));
  for (let cut = 0; cut <= tokens.length; cut++) {
    const replayed = new TextOut(bytes, [], ['stopped']);
    for (const token of tokens.slice(0, cut)) replayed.push(token);
    expect(tokens.slice(cut).map((token) => replayed.push(token))).toEqual(texts.slice(cut));
    expect(replayed.flush()).toBe('sto');
  }
});

it('shows the detokenizer the tokens in front', () => {
  const seen: (readonly number[])[] = [];
  const out = new TextOut((tokens, before) => (seen.push([...before]), bytes(tokens)), [1, 2], []);
  out.push(65);
  out.push(66);
  expect(seen).toEqual([
    [1, 2],
    [1, 2, 65],
  ]);
});
