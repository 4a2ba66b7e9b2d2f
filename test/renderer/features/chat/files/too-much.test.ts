import { expect, it } from 'vitest';
import { tooMuch } from '../../../../../renderer/features/chat/files/too-much.ts';

const file = (characters: number) => ({ name: 'a.txt', text: 'x'.repeat(characters) });

it('files go along whose characters are as many as a question takes', () => {
  expect(tooMuch([])).toBeNull();
  expect(tooMuch([file(600_000), file(400_000)])).toBeNull();
});

it('files that are too long together do not, with one thing to do', () => {
  expect(tooMuch([file(600_000), file(400_001)])).toMatchObject({
    code: 'file_too_large',
    message: 'The files have more than 1,000,000 characters together.',
    effect: 'They cannot be sent together.',
    action: 'Take a file out, or attach the part that matters.',
  });
});
