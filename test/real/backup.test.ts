/** An office that goes on on another PC, by the command line: a real coordinator before, and one after. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeKey, runCommand, startOffice, type OfficeProcess } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';

const asks = async (office: OfficeProcess, key: string): Promise<number> => {
  const { port } = office.running();
  return (await fetch(`http://127.0.0.1:${port}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
};

const caOf = async (office: OfficeProcess): Promise<string> =>
  (await fetch(`http://127.0.0.1:${office.running().port}/ca.crt`)).text();

it('keys and certificates of an office serve on where its backup was restored', async () => {
  const office = await startOffice();
  const key = await makeKey(office.dataDir);
  const ca = await caOf(office);
  const file = path.join(tempDir(), 'office.json');
  const made = await runCommand(['backup', file, '--data', office.dataDir]);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('0 machines, 0 colleagues and 1 key.') });
  expect(readFileSync(file, 'utf8')).not.toContain(key);
  await office.stop();

  const dataDir = path.join(tempDir(), 'restored');
  expect(await runCommand(['restore', file, '--data', dataDir])).toMatchObject({ code: 0 });
  const restored = await startOffice({ dataDir });
  expect(await asks(restored, key)).toBe(200);
  expect(await asks(restored, 'aiv-another')).toBe(401);
  expect(await caOf(restored)).toBe(ca);
  // This PC is a machine of it like any other's.
  expect((await restored.ready()).machines.map(({ thisPc }) => thisPc)).toEqual([true]);
});
