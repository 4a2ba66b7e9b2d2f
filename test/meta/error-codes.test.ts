import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../contract/errors.ts';
import { sourceFiles } from '../support/source/source-files.ts';

// contract/problem.ts makes `internal` of whatever has no code.
const places = sourceFiles(['common', 'main', 'node-agent', 'renderer']).concat(
  sourceFiles(['contract']).filter(({ name }) => name === 'contract/problem.ts'),
);
const text = places.map((file) => file.text).join('\n');

describe('the list of errors', () => {
  it('holds no code that nobody says', () => {
    expect(errorCodes.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});
