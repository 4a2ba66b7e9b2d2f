import { expect, it } from 'vitest';
import { bytesInWords } from '../../contract/bytes-in-words.ts';

const mib = 1024 ** 2;
const gib = 1024 ** 3;

it('says memory as people name cards', () => {
  expect(bytesInWords(6.3 * gib)).toBe('6.3 GB');
  expect(bytesInWords(0.1 * gib)).toBe('0.1 GB');
  expect(bytesInWords(28 * mib)).toBe('28 MB');
  expect(bytesInWords(2.76 * mib)).toBe('2.8 MB');
  expect(bytesInWords(0)).toBe('0 GB');
});
