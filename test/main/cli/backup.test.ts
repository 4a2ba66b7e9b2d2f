import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { OfficeBackup } from '../../../contract/office-backup.ts';
import { addBackupCommands } from '../../../main/cli/backup.ts';
import { anOfficeToKeep } from '../../support/an-office-to-keep.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('writes a backup for its owner alone, and never over a file', async () => {
  const { dataDir } = await fakeOfficeFolder('linden');
  const file = path.join(tempDir(), 'office.json');
  const backup = () => type(addBackupCommands, ['backup', file, '--data', dataDir]);
  const { stdout, code } = await backup();
  expect(code).toBe(0);
  expect(stdout).toContain('Linden & Roth with 4 machines, 0 colleagues, 0 keys and 0 models');
  expect(stdout).toContain('keep it like a password');
  expect(stdout).not.toContain('a secret key');
  expect(OfficeBackup.parse(JSON.parse(readFileSync(file, 'utf8'))).officeName).toBe('Linden & Roth');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await backup();
  expect(again.stderr).toContain('exists already');
  expect(again.code).toBe(1);
});

it('says which models are loaded again, and which somebody has to get', async () => {
  const office = await anOfficeToKeep(Date.now());
  const kept = { quantization: 'Q8_0', sizeBytes: 1_000, wishes: {} };
  const source = { repo: 'acme/Small-GGUF', revision: 'main', files: [{ path: 'small.gguf', sha256: null }] };
  const [letters, tenders] = ['letters-1b', 'tenders-3b'].map((model) => ({ ...kept, model, source: null }));
  const restored = async (changes: object): Promise<string> => {
    const [file, data] = [path.join(tempDir(), 'office.json'), path.join(tempDir(), 'data')];
    writeFileSync(file, JSON.stringify({ ...office.backup(), ...changes }));
    const { stdout, code } = await type(addBackupCommands, ['restore', file, '--data', data]);
    expect(code).toBe(0);
    return stdout;
  };
  const byHand = await restored({ modelFiles: [letters, tenders] });
  expect(byHand).toContain('1 machine, 1 colleague, 1 key and 2 models');
  expect(byHand).toContain('so get or import them again: letters-1b, tenders-3b.');
  expect(byHand).not.toContain('are loaded again');
  // Of one model a file that is known, and one that is not.
  const both = await restored({ modelFiles: [letters, { ...letters, quantization: 'Q4_0', source }] });
  expect(both).toContain('Its models are loaded again. Nobody knows where these came from');
  const { modelFiles: _none, ...older } = office.backup();
  expect(await restored({ ...older, format: 'aivailable-backup/2' })).toContain('Get its models again under Models.');
});

it('restores nothing from a file that is no backup', async () => {
  const folder = tempDir();
  const file = path.join(folder, 'letter.txt');
  const restore = (from: string) => type(addBackupCommands, ['restore', from, '--data', path.join(folder, 'data')]);
  writeFileSync(file, 'Dear Jana');
  for (const from of [file, `${file}-none`]) {
    const { stderr, code } = await restore(from);
    expect(stderr).toContain('Nothing was restored.');
    expect(code).toBe(1);
  }
});
