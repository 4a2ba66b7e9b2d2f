import { expect, it } from 'vitest';
import { addAgentCommand } from '../../../main/cli/agent.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { type } from '../../support/typed-command.ts';

it('refuses what is no join token before anything is started', async () => {
  const { stderr, code } = await type(addAgentCommand, ['agent', 'join', 'AIV1.xyz', '--data', tempDir()]);
  expect(stderr).toContain('This is no join token');
  expect(code).toBe(1);
});
