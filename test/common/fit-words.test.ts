import { expect, it } from 'vitest';
import { fitWords } from '../../common/fit-words.ts';

it('leaves alone what is text, number or nothing', () => {
  const said = { id: 'vulkan:0000:01:00.0', name: 'Radeon  RX 580', list: [1, -2, null, true], driver: null };
  expect(fitWords(said)).toEqual(said);
});

it('takes out what a terminal or a page would take for something else than text, however deep it stands', () => {
  const said = { gpus: [{ name: '\u001B]0;owned\u0007GTX\r\n1650', reason: 'fed\u202Ecba' }] };
  expect(fitWords(said)).toEqual({ gpus: [{ name: ']0;ownedGTX 1650', reason: 'fedcba' }] });
});

it('cuts long texts, and gives nothing in the place of long lists and deep nests', () => {
  let deep: unknown = 'bottom';
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  const said = fitWords({ text: 'x'.repeat(5_000), many: Array.from({ length: 257 }, () => 1), deep }) as object;
  expect(said).toMatchObject({ text: 'x'.repeat(1_000), many: null });
  expect(JSON.stringify(said)).toMatch(/"deep":\[+null\]+\}$/);
});

it('makes no prototype of a field’s name', () => {
  const said = fitWords(JSON.parse('{"__proto__":{"usable":true}}'));
  expect(Object.getPrototypeOf(said)).toBe(Object.prototype);
});
