import { expect, it } from 'vitest';
import { literal, renamed } from '../../../../node-agent/engine/tools/gbnf.ts';
import { jsonRules } from '../../../../node-agent/engine/tools/arguments-grammar.ts';
import { withShownMarks } from '../../../../node-agent/engine/tools/shown-marks.ts';

it('a text stands in a grammar as it is', () => {
  expect(literal('"a\\b"\n')).toBe(String.raw`"\"a\\b\"\n"`);
});

it('rules are renamed, and texts and classes of characters are not', () => {
  const grammar = String.raw`root ::= "root \" x" [a-z\]x] rule0{2,3} | ( val-1 )*`;
  expect(renamed(grammar, 'a-')).toBe(String.raw`a-root ::= "root \" x" [a-z\]x] a-rule0{2,3} | ( a-val-1 )*`);
});

it('a library’s grammar becomes rules without its end, and one that ends otherwise is noticed', () => {
  const grammar = String.raw`root ::= "1" | val0 "\n\n\n\n" [\n]*` + '\nval0 ::= "2"';
  expect(jsonRules(grammar, 'x')).toEqual(['x ::= "1" | x-val0', 'x-val0 ::= "2"']);
  expect(() => jsonRules('root ::= "1"', 'x')).toThrow('ends otherwise');
});

it('control tokens that are marks of calls have a text', () => {
  const plain = (tokens: readonly number[], before: readonly number[]) =>
    tokens.map((one) => `${before.length}.${one} `).join('');
  const shown = withShownMarks(plain, new Map([[7, '[TOOL_CALLS]']]));
  expect(shown([1, 7, 2], [0])).toBe('1.1 [TOOL_CALLS]2.2 ');
  expect(shown([1, 2], [])).toBe('0.1 0.2 ');
});
