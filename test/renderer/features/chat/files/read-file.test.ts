import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../../../contract/problem.ts';
import { readFile } from '../../../../../renderer/features/chat/files/read-file.ts';

const file = (name: string, content: string | Uint8Array<ArrayBuffer>): File => new File([content], name);

async function refusalOf(given: File): Promise<string> {
  try {
    await readFile(given);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.problem.message}`;
    throw error;
  }
  return 'taken';
}

describe('a file is read', () => {
  it('as the text that it is, with the ends of its lines as everywhere', async () => {
    expect(await readFile(file('offers.csv', '\uFEFFa;b\r\n1;2\r\n'))).toEqual({
      name: 'offers.csv',
      text: 'a;b\n1;2',
    });
  });

  it('also when an old spreadsheet wrote it', async () => {
    expect((await readFile(file('preise.csv', new Uint8Array([0x50, 0xfc, 0x80])))).text).toBe('Pü€');
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('Größe', 'utf16le')]);
    expect((await readFile(file('export.txt', utf16))).text).toBe('Größe');
  });
});

describe('a file is refused, with its name and the reason', () => {
  it('that is no text', async () => {
    expect(await refusalOf(file('letter.docx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])))).toBe(
      'file_not_readable: letter.docx is no text.',
    );
  });

  it('that is empty', async () => {
    expect(await refusalOf(file('notes.txt', ' \n '))).toBe('file_not_readable: notes.txt is empty.');
  });

  it('that is too large', async () => {
    expect(await refusalOf(file('log.txt', 'x'.repeat(5 * 1024 * 1024)))).toBe(
      'file_too_large: log.txt has 5 MB; up to 4 MB are read.',
    );
    expect(await refusalOf(file('log.txt', 'x'.repeat(1_000_001)))).toBe(
      'file_too_large: log.txt has 1,000,001 characters; up to 1,000,000 are read.',
    );
  });
});
