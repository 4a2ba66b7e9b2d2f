import { expect, it } from 'vitest';
import { addDoctorCommand } from '../../../main/cli/doctor.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells what a running office finds, and ends with 1 when something is wrong', async () => {
  const { dataDir } = await fakeOfficeFolder('linden');
  const { stdout, code } = await type(addDoctorCommand, ['doctor', '--data', dataDir]);
  expect(stdout).toContain('ok     HTTPS: HTTPS is served on port 8422.\n');
  expect(stdout).toContain(
    'WRONG  machine ACCOUNTS-02: It does not answer. Nothing runs on its cards.\n       → Switch it on, or look at its network.\n',
  );
  expect(code).toBe(1);
});

it('looks at the install where no office runs', async () => {
  const { stdout } = await type(addDoctorCommand, ['doctor', '--data', tempDir(), '--json']);
  const { checks } = JSON.parse(stdout) as { checks: { topic: string; found: string }[] };
  expect(new Set(checks.map(({ topic }) => topic))).toEqual(new Set(['node', 'folder', 'part', 'port', 'machine']));
  expect(checks.at(-1)?.found).toBe('Machines, cards and models are seen when the office runs.');
});
