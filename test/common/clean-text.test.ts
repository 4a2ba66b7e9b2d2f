import { expect, it } from 'vitest';
import { cleanText } from '../../common/clean-text.ts';

it.each([
  ['Linden & Roth', 'Linden & Roth'],
  ['Büro  \n Straße', 'Büro Straße'],
  ['\u001b[31mred\u0007', '[31mred'],
  ['abc\u202Egpj.exe', 'abcgpj.exe'],
  ['zero\u200Bwidth', 'zerowidth'],
  ['\u0000', ''],
])('%j becomes %j', (text, clean) => expect(cleanText(text)).toBe(clean));

it('cuts to a length, and no character in two', () => {
  expect(cleanText('a'.repeat(500))).toHaveLength(120);
  expect(cleanText(`${'a'.repeat(9)}🦊`, 10)).toBe('aaaaaaaaa');
});
