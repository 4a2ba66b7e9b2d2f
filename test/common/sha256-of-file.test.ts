import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sha256OfFile } from '../../common/sha256-of-file.ts';
import { tempDir } from '../support/temp-dir.ts';

it('knows a file by its sha256, and stops at an abort', async () => {
  const file = path.join(tempDir(), 'a');
  writeFileSync(file, 'abc');
  // The first example of FIPS 180-2.
  expect(await sha256OfFile(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  await expect(sha256OfFile(file, AbortSignal.abort())).rejects.toThrow('aborted');
});
