import { expect, it } from 'vitest';
import { addCourtesyCommand } from '../../../main/cli/courtesy.ts';
import { fakeOfficeFolder, type } from '../../support/typed-command.ts';

it('tells whether PCs are kept awake and models make room, and changes it', async () => {
  const { dataDir, fake } = await fakeOfficeFolder('linden');
  const courtesy = (...args: string[]) => type(addCourtesyCommand, ['courtesy', ...args, '--data', dataDir]);
  expect((await courtesy()).stdout).toContain('PCs are kept awake while they write answers');
  expect((await courtesy('--keep-awake', 'off')).stdout).toContain('even in the middle of an answer');
  expect(fake.state?.courtesy.keepAwake).toBe(false);
  expect(JSON.parse((await courtesy('--json')).stdout)).toMatchObject({ courtesy: { keepAwake: false } });
  const { stdout } = await courtesy('--keep-awake', 'on', '--make-room', 'off');
  expect(stdout).toContain('A model that runs stays on its card');
  expect(fake.state?.courtesy).toEqual({ keepAwake: true, makeRoom: false });
  expect((await courtesy('--make-room', 'on')).stdout).toContain('finishes its answers, and then moves or leaves');
  expect(fake.state?.courtesy.keepAwake).toBe(true);
});
