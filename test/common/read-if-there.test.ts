import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readIfThere } from '../../common/read-if-there.ts';
import { tempDir } from '../support/temp-dir.ts';

it('reads a file, takes a missing one for null, and hides no other trouble', async () => {
  const folder = tempDir();
  const file = path.join(folder, 'a');
  expect(await readIfThere(file)).toBeNull();
  writeFileSync(file, 'text');
  expect(await readIfThere(file)).toBe('text');
  await expect(readIfThere(folder)).rejects.toThrow('EISDIR');
});
