import { expect, it } from 'vitest';
import { narrowNumbers } from '../../../node-agent/engine/number-grammar.ts';

it('an integer has no exponent, and a number only a small one', () => {
  const grammar = [
    'root ::= integer-number-rule fractional-number-rule',
    'integer-number-rule ::= "-"? ("0" | [1-9] [0-9]{0,15}) ([eE] [-+]? ("0" | [1-9] [0-9]{0,15}))?',
    'fractional-number-rule ::= "-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [-+]? ("0" | [1-9] [0-9]{0,15}))?',
  ].join('\n');
  expect(narrowNumbers(grammar).split('\n').slice(1)).toEqual([
    'integer-number-rule ::= "-"? ("0" | [1-9] [0-9]{0,15})',
    'fractional-number-rule ::= "-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [-+]? [0-9] [0-9]?)?',
  ]);
});
