import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openIdentity } from '../../../main/link/identity.ts';
import { tempDir } from '../../support/temp-dir.ts';

const damaged = { problem: { code: 'identity_damaged' } };

it('is made once, whole, for its owner’s eyes', async () => {
  const folder = tempDir();
  const made = await openIdentity(folder);
  expect(made.pin).toMatch(/^[0-9a-f]{64}$/);
  expect(await openIdentity(folder)).toEqual(made);
  expect(readdirSync(path.join(folder, 'identity'))).toEqual(['coordinator.json']);
  const { mode } = statSync(path.join(folder, 'identity', 'coordinator.json'));
  expect(mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
});

it('is still read from the two files of the first version', async () => {
  const made = await openIdentity(tempDir());
  const folder = tempDir();
  mkdirSync(path.join(folder, 'identity'));
  writeFileSync(path.join(folder, 'identity', 'coordinator.key'), made.key);
  writeFileSync(path.join(folder, 'identity', 'coordinator.crt'), made.certificate);
  expect(await openIdentity(folder)).toEqual(made);
});

it('is never made anew over a damaged one, which the machines would not know', async () => {
  const folder = tempDir();
  await openIdentity(folder);
  const file = (name: string): string => path.join(folder, 'identity', name);
  writeFileSync(file('coordinator.json'), '{"key":');
  await expect(openIdentity(folder)).rejects.toMatchObject(damaged);
  rmSync(file('coordinator.json'));
  writeFileSync(file('coordinator.key'), 'half of a pair');
  await expect(openIdentity(folder)).rejects.toMatchObject(damaged);
  writeFileSync(file('coordinator.crt'), '');
  await expect(openIdentity(folder)).rejects.toMatchObject(damaged);
});
