import { describe, expect, it } from 'vitest';
import { mathMarks } from '../../../../../renderer/features/chat/answer/math-marks.ts';

describe('a formula', () => {
  it.each([
    ['Then \\(x^2\\) grows.', 'Then $$x^2$$ grows.'],
    ['Then $x^2$ grows.', 'Then $$x^2$$ grows.'],
    ['So:\n\\[\na = b\n\\]\nDone', 'So:\n\n$$\na = b\n$$\n\nDone'],
    ['$$ E = mc^2 $$', '$$\nE = mc^2\n$$'],
    ['$$\na\n$$', '$$\na\n$$'],
  ])('that is written %j is read as %j', (text, read) => expect(mathMarks(text)).toBe(read));

  it.each([
    'It costs $5 and $6.',
    'From $5-$6 to $ 7 or 8 $.',
    'US$5, A$6',
    'An escaped \\$x\\$',
    'Use `$HOME` and `\\(x\\)`',
    '```sh\necho $PATH $x$\n```',
    '~~~\n\\[a\\]\n~~~',
    '```sh\necho $x$ and no end',
    'No mark at all',
  ])('is not seen in %j', (text) => expect(mathMarks(text)).toBe(text));
});
