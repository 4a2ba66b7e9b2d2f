import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitThinking, Thinking } from '../../../main/gateway/thinking.ts';

/** The answer in pieces, each as long as the lengths say. */
function inPieces(answer: string, lengths: readonly number[]): { thinking: string; text: string } {
  const split = new Thinking();
  const said = [];
  let rest = answer;
  for (const length of lengths) {
    said.push(split.push(rest.slice(0, length)));
    rest = rest.slice(length);
  }
  said.push(split.push(rest), split.end());
  return { thinking: said.map((one) => one.thinking).join(''), text: said.map((one) => one.text).join('') };
}

describe('what a model thinks', () => {
  it.each([
    ['<think>\nHm. 7 and 5.\n</think>\n\n12.', 'Hm. 7 and 5.', '12.'],
    ['<think></think>12.', '', '12.'],
    ['<think>\n\n</think>\n\n12.', '', '12.'],
    ['\n <think>a</think> b ', 'a', 'b '],
    ['<think>cut off', 'cut off', ''],
    ['<think>a < b </thin', 'a < b </thin', ''],
    ['<think>a</think>', 'a', ''],
    ['<think>a<think>b</think>c</think>', 'a<think>b', 'c</think>'],
    ['12.', '', '12.'],
    ['  12. ', '', '  12. '],
    ['<thin', '', '<thin'],
    ['<b>12</b>', '', '<b>12</b>'],
    ['One writes <think>a</think>.', '', 'One writes <think>a</think>.'],
    ['a</think>b', '', 'a</think>b'],
    ['', '', ''],
  ])('is told apart in %j', (answer, thinking, text) => {
    expect(splitThinking(answer)).toEqual({ thinking, text });
  });

  it('is told apart the same way in pieces of any length', () => {
    const part = fc.constantFrom('<think>', '</think>', '<', '</th', 'think>', ' ', '\n', 'a', '😀', 'ü');
    const answers = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.boolean(), answers, fc.array(fc.nat({ max: 4 })), (thinks, rest, lengths) => {
        const answer = thinks ? `<think>${rest}` : rest;
        expect(inPieces(answer, lengths)).toEqual(splitThinking(answer));
      }),
      { seed: 20_260_102, numRuns: 1_000 },
    );
  });

  it('is sent as soon as it cannot be a tag any more', () => {
    const split = new Thinking();
    expect(
      ['<th', 'ink>', '\nHm', ' <', '/', 'b> </thi', 'nk>', '\n\n', '12', '.'].map((text) => split.push(text)),
    ).toEqual([
      { thinking: '', text: '' },
      { thinking: '', text: '' },
      { thinking: 'Hm', text: '' },
      { thinking: '', text: '' },
      { thinking: '', text: '' },
      { thinking: ' </b>', text: '' },
      { thinking: '', text: '' },
      { thinking: '', text: '' },
      { thinking: '', text: '12' },
      { thinking: '', text: '.' },
    ]);
  });
});
