import { expect, it } from 'vitest';
import { takeFiles } from '../../../../../renderer/features/chat/files/take-files.ts';

const given = ['a', 'b', 'c'];

it('all files are taken that there is room for', () => {
  expect(takeFiles(given, 0)).toEqual({ taken: given, refused: null });
  expect(takeFiles(given, 7)).toEqual({ taken: given, refused: null });
});

it('of too many the first are taken, with the number that a question takes', () => {
  expect(takeFiles(given, 9)).toMatchObject({
    taken: ['a'],
    refused: { message: 'A question takes 10 files at most.', action: 'Attach fewer.' },
  });
});

it.each([10, 12])('a question with %i files takes no more', (held) => {
  expect(takeFiles(given, held)).toMatchObject({ taken: [], refused: { code: 'file_too_large' } });
});
